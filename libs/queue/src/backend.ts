import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@grapevine/observability';
import { createPostgresBackend, createRedisBackend, type Queue, runMigrations, type Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { JOB_NAMES } from './catalogue.js';
import { type RedisDurability, requireDurableRedis } from './redis-durability.js';

const SCHEMA = 'bullmq';
/** Beside those that workers keep, each its own, to be told of jobs. */
const FREE_CONNECTIONS = 9;
/** For a connection to a server that does not even refuse it; whoever waits to acknowledge events waits no longer. */
const CONNECT_MS = 10_000;
/** A restart of the server is over by then, and connections of killed processes are gone. */
const LET_IN_MS = 30_000;
const LET_IN_PAUSE_MS = 250;

/** Where BullMQ keeps its jobs. Above this file no code can tell which store it is. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  readonly version: string;
  /** How much an acknowledgement can lose if the store's machine dies, in words. */
  readonly durability: string;
  /** @throws Error where the store does not let it in within seconds */
  openQueue(name: string): Promise<Queue>;
  /** A worker that is yet to be run. @throws Error where the store does not let it in within seconds */
  openWorker(name: string, options: WorkerSettings, process: Processor): Promise<Worker>;
  /** Whether the store answers; @throws what the store said */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export type Processor = (job: { id?: string | undefined; data: unknown }) => Promise<void>;

export interface WorkerSettings {
  readonly concurrency: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly backoff: (attemptsMade: number) => number;
}

const workerOptions = ({ backoff, ...settings }: WorkerSettings) => ({
  ...settings,
  autorun: false,
  // A worker that finds nothing sleeps on a notification; this is only how long it trusts that none was missed.
  drainDelay: 2,
  settings: { backoffStrategy: backoff },
});

/** BullMQ on PostgreSQL. Its tables are made before any queue exists, so that the boot fails here where they cannot be. */
export async function openPostgresBackend(url: string, logger: Logger): Promise<QueueBackend> {
  const migrator = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  migrator.on('error', () => undefined); // the statement fails too
  await migrator.connect();
  let version: string;
  try {
    await runMigrations(migrator, SCHEMA);
    await storeUncompressed(migrator);
    version = String((await migrator.query('SHOW server_version')).rows[0]?.server_version);
  } finally {
    await migrator.end();
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: JOB_NAMES.length + FREE_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // A server that hangs must not hang those who wait for their acknowledgement.
    query_timeout: 10_000,
    // Whatever the server's default: acknowledged means on disk.
    options: `-c search_path=${SCHEMA} -c synchronous_commit=on`,
  });
  // A server that dies just as it gives a connection out says so before its receiver can listen: Node would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  // Every queue and worker listens to the pool that they share.
  pool.setMaxListeners(0);
  pool.on('error', (error) => logger.warn({ error: error.message }, 'A connection of the queue was lost.'));
  const bull = withBackend(createPostgresBackend);
  return {
    kind: 'postgres',
    version,
    durability: 'nothing: every acknowledgement is a committed transaction',
    openQueue: (name) => letIn(() => quiet(new bull.Queue(name, { connection: pool }) as unknown as Queue, logger)),
    openWorker: (name, settings, process) => {
      const options = { connection: pool, ...workerOptions(settings) };
      return letIn(() => quiet(new bull.Worker(name, process, options) as unknown as Worker, logger));
    },
    ping: async () => void (await pool.query('SELECT 1')),
    close: () => pool.end(),
  };
}

/**
 * What was not let in when it was made - the server has no connection left, or is just coming up - remembers that for good: a queue then refuses
 * every job, and a worker asks again and again without ever letting go of the thread. So nobody gets it before it was, and another one is
 * made in the place of one that was not.
 */
async function letIn<T extends Queue | Worker>(make: () => T): Promise<T> {
  for (const deadline = Date.now() + LET_IN_MS; ; await pause(LET_IN_PAUSE_MS)) {
    const made = make();
    try {
      await made.waitUntilReady();
      return made;
    } catch (error) {
      await made.close().catch(() => undefined);
      if (Date.now() > deadline) {
        throw new Error(
          `PostgreSQL does not let the queue in, for ${LET_IN_MS / 1_000} seconds: ${(error as Error).message}.`,
        );
      }
    }
  }
}

/** A batch is mostly hashes, which do not compress: PostgreSQL shall not try. Asks first, since the change locks the table. */
async function storeUncompressed(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `SELECT attstorage FROM pg_attribute WHERE attrelid = '${SCHEMA}.job'::regclass AND attname = 'data'`,
  );
  if (rows[0]?.attstorage !== 'e')
    await client.query(`ALTER TABLE ${SCHEMA}.job ALTER COLUMN data SET STORAGE EXTERNAL`);
}

/**
 * BullMQ on Redis or Valkey.
 *
 * @throws Error when the server may evict jobs or does not write them to disk
 */
export async function openRedisBackend(url: string, logger: Logger): Promise<QueueBackend> {
  // Producers must fail at once so that ingest can answer 503; workers wait for the server to come back.
  const impatient = () =>
    new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 10_000, lazyConnect: true });
  const producer = impatient();
  const durability = await checked(producer);
  watched(producer, logger);
  const consumers: Redis[] = [];
  const bull = withBackend(createRedisBackend);
  return {
    kind: 'redis',
    version: durability.version,
    durability: durability.window,
    openQueue: async (name) => quiet(new bull.Queue(name, { connection: producer }) as unknown as Queue, logger),
    openWorker: async (name, settings, process) => {
      const consumer = watched(new Redis(url, { maxRetriesPerRequest: null }), logger);
      consumers.push(consumer);
      const worker = new bull.Worker(name, process, { connection: consumer, ...workerOptions(settings) });
      return quiet(worker as unknown as Worker, logger);
    },
    ping: async () => void (await producer.ping()),
    close: async () => {
      for (const client of [producer, ...consumers]) client.disconnect();
    },
  };
}

/** @throws what the server said: why it cannot be used, where the client would only tell that the connection is closed */
async function checked(client: Redis): Promise<RedisDurability> {
  let reason: Error | undefined;
  const remember = (error: Error) => {
    reason = error;
  };
  client.on('error', remember);
  try {
    await client.connect();
    return await requireDurableRedis(client);
  } catch (error) {
    client.disconnect();
    throw reason ?? error;
  } finally {
    client.off('error', remember);
  }
}

/** Connections come and go; BullMQ reconnects by itself. Without a listener Node would end the process. */
function quiet<T extends Queue | Worker>(owner: T, logger: Logger): T {
  (owner as Queue).on('error', (error: Error) => logger.warn({ error: error.message }, 'The queue reports an error.'));
  return owner;
}

function watched(client: Redis, logger: Logger): Redis {
  client.on('error', (error: Error) => logger.warn({ error: error.message }, 'A connection to Redis failed.'));
  return client;
}
