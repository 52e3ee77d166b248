import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { type Config, loadSecret, makeDataDir } from '@grapevine/config';
import {
  type Database,
  type EmbeddedPostgres,
  openDatabase,
  startEmbeddedPostgres,
  withInstance,
} from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { openPostgresBackend, openRedisBackend, type QueueBackend } from '@grapevine/queue';
import { Warehouse } from '@grapevine/warehouse';
import type { Check } from '../health/readiness-probe.js';

/** The three stores, open, migrated, and known to belong together. Which of them are embedded cannot be told from here on. */
export interface Engines {
  readonly secret: string;
  readonly database: Database;
  readonly databaseVersion: string;
  readonly databaseKind: 'embedded' | 'server';
  readonly queue: QueueBackend;
  readonly warehouse: Warehouse;
  /** What has to answer for the process to be ready. */
  readonly checks: readonly Check[];
  /** Closes them in the reverse order of opening. */
  close(): Promise<void>;
}

/**
 * Opens the engines that the configuration names, in the order in which they need each other.
 *
 * @throws Error that says which engine cannot be used and why; what was opened by then is closed
 */
export async function openEngines(config: Config, logger: Logger): Promise<Engines> {
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of opened.reverse()) {
      await closeOne().catch((error: Error) =>
        logger.warn({ error: error.message }, 'An engine did not close cleanly.'),
      );
    }
  };
  try {
    const hasEmbedded = config.databaseUrl === undefined || config.clickhouseUrl === undefined;
    if (hasEmbedded) await makeDataDir(config.dataDir);
    const secret = await loadSecret(config.dataDir, config.secret);
    const embedded = config.databaseUrl === undefined ? await startEmbedded(config, logger) : undefined;
    if (embedded) opened.push(() => embedded.stop());
    const databaseUrl = embedded?.url ?? (config.databaseUrl as string);
    const databaseVariable = config.databaseUrl ? 'DATABASE_URL' : 'DATA_DIR';
    const database = await named(databaseVariable, openDatabase(databaseUrl));
    opened.push(async () => {
      if (database.isInitialized) await database.destroy();
    });
    const warehouse = await withInstance(database, fingerprint(secret), (instance) =>
      named(
        config.clickhouseUrl ? 'CLICKHOUSE_URL' : 'DATA_DIR',
        Warehouse.open({ url: config.clickhouseUrl, dataDir: join(config.dataDir, 'warehouse') }, instance, {
          seconds: config.questionSeconds,
          memoryMiB: config.questionMemoryMiB,
          dimensionValues: config.dimensionValues,
        }),
      ),
    );
    opened.push(() => warehouse.close());
    const queue = config.redisUrl
      ? await named('REDIS_URL', openRedisBackend(config.redisUrl, logger))
      : await named(databaseVariable, openPostgresBackend(databaseUrl, logger));
    opened.push(() => queue.close());
    const [{ server_version: databaseVersion }] = await database.query('SHOW server_version');
    return {
      secret,
      database,
      databaseVersion,
      databaseKind: embedded ? 'embedded' : 'server',
      queue,
      warehouse,
      checks: [
        { name: 'database', run: async () => void (await database.query('SELECT 1')) },
        { name: 'queue', run: () => queue.ping() },
        { name: 'warehouse', run: () => warehouse.ping() },
      ],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function startEmbedded(config: Config, logger: Logger): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDir: config.dataDir,
    logger,
    // Nothing can be acknowledged or answered without it; whoever supervises this process starts it again.
    onLost: (error) => {
      logger.fatal({ error: error.message }, 'The embedded PostgreSQL was lost and could not be brought back.');
      process.exit(1);
    },
  });
}

/** Says which variable led to an engine that cannot be used. */
async function named<T>(variable: string, opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    const reason = error instanceof AggregateError ? error.errors.map(String).join('; ') : (error as Error).message;
    throw new Error(`${variable}: ${reason}`, { cause: error });
  }
}

const fingerprint = (secret: string): string =>
  createHmac('sha256', secret).update('grapevine:fingerprint').digest('hex').slice(0, 16);
