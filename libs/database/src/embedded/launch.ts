import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { Engine } from './engine.js';
import { EmbeddedPostgresError } from './error.js';
import { choosePort } from './port.js';
import { readPostmasterFile } from './postmaster-process.js';
import { spawnOptions } from './program.js';
import { dataDirArgument } from './reach.js';
import { replaceFile } from './replace-file.js';
import { markLog, saidSince } from './server-log.js';
import { writeSettings } from './settings.js';

/** A postmaster that was started and may or may not come up. */
export interface Launch {
  readonly child: ChildProcess;
  ended(): boolean;
  /** What it said since it was started. */
  said(): Promise<string>;
}

/**
 * Starts a postmaster. Call it only when no process of postmaster.pid serves the cluster.
 *
 * It is a session of its own (detached), so a Ctrl-C in the terminal reaches this process only, which then stops it in order.
 */
export async function launchPostmaster(engine: Engine, givenPort?: number): Promise<Launch> {
  const { layout, account, programs } = engine;
  await writeSettings(engine, await choosePort(layout, givenPort));
  const directory = await dataDirArgument(layout.cluster, account);
  const stale = await readPostmasterFile(layout.cluster);
  const mark = await markLog(layout);
  await replaceFile(layout.startupLog, '', 0o600, null);
  const log = await open(layout.startupLog, 'a');
  try {
    const options = spawnOptions({ cwd: layout.cluster, account });
    // PostgreSQL takes any process with the number in postmaster.pid for a postmaster, except its own (grand)parents:
    // those got the number by chance. We know that this one did. What it also checks, the shared memory, it still checks.
    const env = stale ? { ...options.env, PG_GRANDPARENT_PID: String(stale.pid) } : options.env;
    const child = spawn(programs.postgres, ['-D', directory], {
      ...options,
      env,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    return {
      child,
      ended: () => child.exitCode !== null || child.signalCode !== null,
      said: () => saidSince(layout, mark),
    };
  } catch (error) {
    throw new EmbeddedPostgresError(`Cannot start ${programs.postgres}: ${(error as Error).message}`);
  } finally {
    await log.close();
  }
}
