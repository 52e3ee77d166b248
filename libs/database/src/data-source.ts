import pg from 'pg';
import { DataSource } from 'typeorm';
import { BatchEntity } from './entities/batch.entity.js';
import { DeadLetterEntity } from './entities/dead-letter.entity.js';
import { KeyEntity } from './entities/key.entity.js';
import { PersonEntity } from './entities/person.entity.js';
import { SessionEntity } from './entities/session.entity.js';
import { SignInTokenEntity } from './entities/sign-in-token.entity.js';
import { WorkspaceEntity } from './entities/workspace.entity.js';
import { Initial1763800000000 } from './migrations/1763800000000-initial.js';
import { Demo1764200000000 } from './migrations/1764200000000-demo.js';
import { People1764210000000 } from './migrations/1764210000000-people.js';
import { DataHealth1764220000000 } from './migrations/1764220000000-data-health.js';
import { Exports1764300000000 } from './migrations/1764300000000-exports.js';
import { ExportSchedules1764310000000 } from './migrations/1764310000000-export-schedules.js';
import { ExportBackfills1764320000000 } from './migrations/1764320000000-export-backfills.js';
import { ExportCorrections1764330000000 } from './migrations/1764330000000-export-corrections.js';
import { ExportReceipts1764420000000 } from './migrations/1764420000000-export-receipts.js';
import { ExportAlerts1764421000000 } from './migrations/1764421000000-export-alerts.js';
import { ExportTests1764430000000 } from './migrations/1764430000000-export-tests.js';
import { ExportPeriods1764440000000 } from './migrations/1764440000000-export-periods.js';

const ENTITIES = [
  BatchEntity,
  DeadLetterEntity,
  KeyEntity,
  PersonEntity,
  SessionEntity,
  SignInTokenEntity,
  WorkspaceEntity,
] as const;
const MIGRATIONS = [
  Initial1763800000000,
  Demo1764200000000,
  People1764210000000,
  DataHealth1764220000000,
  Exports1764300000000,
  ExportSchedules1764310000000,
  ExportBackfills1764320000000,
  ExportCorrections1764330000000,
  ExportReceipts1764420000000,
  ExportAlerts1764421000000,
  ExportTests1764430000000,
  ExportPeriods1764440000000,
];

/** The open database. Only libs/database and the workspaces know that it is TypeORM's. */
export type Database = DataSource;

/** Any number, the same for all processes: who holds it is the one that migrates. */
const MIGRATION_LOCK = 7_164_002;

/**
 * Connects to PostgreSQL and brings its tables up to this version.
 *
 * @throws Error when the server cannot be reached, or when a newer version has been there
 */
export async function openDatabase(url: string): Promise<Database> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities: [...ENTITIES],
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    poolSize: 12,
    connectTimeoutMS: 10_000,
    // A statement that hangs would hold an acknowledgement back for ever.
    extra: {
      statement_timeout: 30_000,
      // The server may be too far gone even to time out.
      query_timeout: 35_000,
      keepAlive: true,
      // Whatever the server's default: acknowledged means on disk.
      options: '-c synchronous_commit=on',
      Client: ListenedClient,
    },
    logging: false,
  });
  await source.initialize();
  try {
    await refuseUnsynced(source);
    await migrate(source);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return source;
}

/**
 * A client whose errors always have a listener. When the server dies just as it gives a connection out, "ready" and "good-bye"
 * come in one packet, and the second is told before the one who waits for the connection could listen: Node would end the process.
 * Nothing is hidden: every query on such a connection fails.
 */
class ListenedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

async function refuseUnsynced(source: DataSource): Promise<void> {
  const [{ fsync }] = await source.query('SHOW fsync');
  if (fsync === 'on') return;
  throw new Error(
    'The server does not sync to disk what it commits (fsync is off), so that a crash would lose it. Switch fsync on.',
  );
}

/** Processes that start together take turns: the second one finds nothing left to do. */
async function migrate(source: DataSource): Promise<void> {
  const holder = source.createQueryRunner();
  await holder.connect();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewer(source);
    await source.runMigrations();
  } finally {
    await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await holder.release();
  }
}

async function refuseNewer(source: DataSource): Promise<void> {
  const [{ present }] = await source.query(`SELECT to_regclass('schema_migrations') IS NOT NULL AS present`);
  if (!present) return;
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const applied: { name: string }[] = await source.query('SELECT name FROM schema_migrations');
  const unknown = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (unknown.length === 0) return;
  throw new Error(
    `The database was written by a newer version of Grapevine (it has ${unknown.join(', ')}). ` +
      'Start that version, or restore a backup from before the upgrade.',
  );
}
