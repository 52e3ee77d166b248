import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isClusterProcess, killOrphans } from '../../libs/database/src/embedded/postmaster-process.js';
import type { Report } from './embedded-postgres-child.js';

/** The compiled program that a test starts; `npm test` builds it. */
const CHILD = 'dist/test/support/embedded-postgres-child.js';

/** Who starts Grapevine in a test, and from which copy of it. */
export interface Person {
  readonly root: string;
  readonly uid?: number;
}

export interface Holder {
  readonly process: ChildProcess;
  /** The next line that it says. */
  next(): Promise<Report>;
}

/** The processes of one data directory, so that a test can end all of them whatever happened. */
export class Processes {
  readonly cluster: string;
  readonly #children: ChildProcess[] = [];

  constructor(
    readonly dataDir: string,
    private readonly person: Person,
  ) {
    this.cluster = join(dataDir, 'postgres', 'cluster');
  }

  /** Starts a process that takes the data directory; does not wait for it. */
  launch(): Holder {
    const { root, uid } = this.person;
    const child = spawn(process.execPath, [join(root, CHILD), this.dataDir], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(uid === undefined ? {} : { uid, gid: uid, env: { HOME: '/nonexistent', PATH: '/usr/bin:/bin' } }),
    });
    this.#children.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      process: child,
      next: async () => JSON.parse((await lines.next()).value ?? '{"error":"it said nothing"}'),
    };
  }

  /** Starts a process and waits until it has PostgreSQL; throws its words if it fails. */
  async start() {
    const holder = this.launch();
    const report = await holder.next();
    if (!('url' in report)) throw new Error(JSON.stringify(report));
    return { ...holder, ...report };
  }

  /** A process that has nothing to do with PostgreSQL, of the user whom PostgreSQL runs as. */
  async unrelated(): Promise<number> {
    const { uid, gid } = await stat(this.cluster);
    const child = spawn('sleep', ['120'], { cwd: '/', uid, gid, stdio: 'ignore' });
    this.#children.push(child);
    await once(child, 'spawn');
    return child.pid ?? 0;
  }

  async end(): Promise<void> {
    for (const child of this.#children.splice(0)) {
      child.kill('SIGCONT');
      await endProcess(child, 'SIGTERM');
    }
    // What a killed process left.
    while ((await killOrphans(this.cluster).catch(() => 0)) > 0) await delay(20);
  }
}

/** Ends a process and waits until it is gone. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

/** kill -9, and wait until it is dead (a zombie is). */
export async function killPostmaster(pid: number, cluster: string): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (await isClusterProcess(pid, cluster)) await delay(5);
}

/** Runs one statement on a connection of its own and returns its rows. */
export async function sql(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the statement fails too
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
