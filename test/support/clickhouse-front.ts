import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FrontReport } from './clickhouse-front-child.js';
import { endProcess } from './embedded-postgres-processes.js';
import { freePort } from './grapevine-process.js';

/** The compiled program; `npm test` builds it. */
const CHILD = join(import.meta.dirname, '../../dist/test/support/clickhouse-front-child.js');

/** From then on it hangs. */
const START_MS = 60_000;

export interface FrontOptions {
  /** Kept by remove() if given, for example the `warehouse` folder of an installation that is not running. */
  readonly dataDir?: string;
  /** The database of `url`; made by whoever connects. */
  readonly database?: string;
  /** Of the user `default`; none unless given. */
  readonly password?: string;
}

/**
 * Stands in for a ClickHouse server, which cannot be had on every machine: its HTTP protocol over chDB, the same engine,
 * in a process of its own that a test can kill.
 */
export class ClickHouseFront {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly dataDir: string,
    private readonly options: FrontOptions,
  ) {}

  static async start(options: FrontOptions = {}): Promise<ClickHouseFront> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'grapevine-clickhouse-')));
    const front = new ClickHouseFront(await freePort(), dataDir, options);
    await front.start();
    return front;
  }

  /** As CLICKHOUSE_URL takes it. */
  get url(): string {
    const { database = 'default', password } = this.options;
    const user = password === undefined ? '' : `default:${encodeURIComponent(password)}@`;
    return `http://${user}127.0.0.1:${this.port}/${database}`;
  }

  /** Starts it, again if it was stopped or killed: same port, same data. Resolves when it answers. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [CHILD, this.dataDir, String(this.port), this.options.password ?? ''], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Each running query holds a thread of the pool.
      env: { PATH: process.env.PATH, UV_THREADPOOL_SIZE: '16' },
    });
    this.child = child;
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    const report: FrontReport = JSON.parse((await lines.next()).value ?? '{"error":"it ended without a word"}');
    clearTimeout(late);
    if ('error' in report) throw new Error(`The ClickHouse front does not start: ${report.error}`);
  }

  /** Finishes the running queries and ends; its data stays. */
  async stop(): Promise<void> {
    if (this.child) await endProcess(this.child, 'SIGTERM');
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    if (this.child) await endProcess(this.child, 'SIGKILL');
  }

  /** Runs a statement in the database of `url`. @returns its rows; @throws Error with the engine's words */
  async query<Row>(sql: string): Promise<Row[]> {
    const { database = 'default', password = '' } = this.options;
    const parameters = new URLSearchParams({
      database,
      default_format: 'JSONEachRow',
      output_format_json_quote_64bit_integers: '0',
    });
    const response = await fetch(`http://127.0.0.1:${this.port}/?${parameters}`, {
      method: 'POST',
      headers: { 'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': password },
      body: sql,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
  }

  /** Stops it and deletes its data. */
  async remove(): Promise<void> {
    await this.stop();
    if (this.options.dataDir === undefined) await rm(this.dataDir, { recursive: true, force: true });
  }
}
