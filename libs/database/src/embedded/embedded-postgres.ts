import { mkdir, readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Client } from 'pg';
import { accountFor } from './account.js';
import { ensureCluster, ROLE, removeUnfinishedClusters } from './cluster.js';
import type { Engine, EngineLogger } from './engine.js';
import { EmbeddedPostgresError } from './error.js';
import { layoutOf } from './layout.js';
import { locatePlatformPackage } from './platform-package.js';
import { livePostmaster, stopPostmaster } from './postmaster.js';
import { probe } from './probe.js';
import { runnablePrograms } from './programs.js';
import { keepLogsBounded } from './server-log.js';
import { preferLz4 } from './settings.js';
import { acquire, Supervisor } from './supervisor.js';

const DATABASE = 'grapevine';

export interface EmbeddedPostgresOptions {
  /** Made if missing; the cluster, its password and its logs are in `postgres` below it. */
  readonly dataDir: string;
  readonly logger: EngineLogger;
  /** Listen on this port of 127.0.0.1 and no other. Without it: a free one, remembered and kept while it is free. */
  readonly port?: number;
  /** Called once if PostgreSQL was lost and cannot be brought back, or another process has it now: end the process. */
  readonly onLost?: (error: Error) => void;
}

export interface EmbeddedPostgres {
  /** postgres://user:password@127.0.0.1:port/grapevine; a superuser, for as long as this process runs. */
  readonly url: string;
  /** The process id of the postmaster now; another one after it was killed and brought back. */
  readonly pid: number;
  /** Whether a postmaster was running already, left by a process that was killed. */
  readonly adopted: boolean;
  /** Shuts PostgreSQL down and gives the data directory free. Close your own connections first. Can be called again. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of a data directory, or adopts the one that a killed process left running, and keeps it: one that
 * is killed is brought back on the same port. Only one process can have a data directory.
 * @throws EmbeddedPostgresError (DataDirInUseError if another process has it) with a message for the operator.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const began = Date.now();
  const engine = await prepare(options);
  const { layout, logger, password } = engine;
  const first = await acquire(engine, options.port);
  const { port, adopted } = first.postmaster;
  try {
    await firstSteps(engine, first.lock.client);
  } catch (error) {
    await stopPostmaster(engine, first.postmaster);
    throw error;
  }
  logger.info({ dataDir: layout.dataDir, port, adopted, ms: Date.now() - began }, 'PostgreSQL is ready');
  const supervisor = new Supervisor(engine, first, (error) => options.onLost?.(error));
  const logs = keepLogsBounded(layout, logger);
  return {
    url: urlOf(port, password),
    adopted,
    get pid() {
      return supervisor.pid;
    },
    stop: () => {
      logs.stop();
      return supervisor.stop();
    },
  };
}

/**
 * The PostgreSQL of a data directory if it runs, for a command-line tool beside the server; takes no lock.
 * @returns null if there is none, or none that answers.
 */
export async function findEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<{ url: string } | null> {
  const layout = layoutOf(resolve(dataDir));
  const password = await readPassword(layout.passwordFile);
  const live = password === null ? null : await livePostmaster(layout.cluster);
  if (password === null || !live) return null;
  const answer = await probe(live.port, password, layout.cluster);
  return answer.kind === 'ours' ? { url: urlOf(live.port, password) } : null;
}

async function prepare({ dataDir, logger }: EmbeddedPostgresOptions): Promise<Engine> {
  await mkdir(dataDir, { recursive: true }).catch((error: Error) => {
    throw new EmbeddedPostgresError(`Cannot create DATA_DIR ${dataDir}: ${error.message}`);
  });
  const layout = layoutOf(await realpath(dataDir));
  const account = await accountFor(layout.cluster);
  const programs = await runnablePrograms(await locatePlatformPackage(), account);
  await ensureCluster(layout, account, programs, logger);
  const password = await readPassword(layout.passwordFile);
  if (password === null) {
    throw new EmbeddedPostgresError(`${layout.passwordFile} is missing: restore it together with ${layout.cluster}.`);
  }
  return { layout, account, programs, password, logger };
}

async function firstSteps(engine: Engine, client: Client): Promise<void> {
  await removeUnfinishedClusters(engine.layout);
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  await preferLz4(client);
}

async function readPassword(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new EmbeddedPostgresError(
      `Cannot read ${file} (${(error as Error).message}). Run this as the user who started Grapevine.`,
    );
  }
}

function urlOf(port: number, password: string): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${DATABASE}`;
}
