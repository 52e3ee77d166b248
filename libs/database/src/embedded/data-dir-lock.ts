import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { EmbeddedPostgresError } from './error.js';
import { clientFor } from './probe.js';

/** The one process that may use a data directory. Ends with the process, however that ends. */
export interface DataDirLock {
  /** The connection that holds the lock; for short statements at start only. */
  readonly client: Client;
  /** Resolves when the connection is gone, and the lock with it. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

export class DataDirInUseError extends EmbeddedPostgresError {
  override name = 'DataDirInUseError';
}

/** The two-part key of the advisory lock; the second part is the use. */
const KEY = [0x67726170, 1]; // "grap"
/** A killed process' session lives until PostgreSQL notices that its connection is gone. */
const PATIENCE_MS = 3_000;

/**
 * Takes the lock of a data directory: an advisory lock of its PostgreSQL, held by a session for the life of this process.
 * @throws DataDirInUseError if another process keeps it; other errors mean that the connection failed.
 */
export async function takeDataDirLock(port: number, password: string, dataDir: string): Promise<DataDirLock> {
  const client = clientFor(port, password, 'postgres', `grapevine, process ${process.pid}`);
  const lost = new Promise<void>((resolve) => void client.once('end', resolve));
  const release = () => client.end().catch(() => undefined);
  try {
    await client.connect();
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await tryLock(client))) {
      if (Date.now() > deadline) throw await inUse(client, dataDir);
      await delay(100);
    }
    return { client, lost, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', KEY);
  return rows[0]?.taken === true;
}

async function inUse(client: Client, dataDir: string): Promise<DataDirInUseError> {
  const { rows } = await client.query<{ holder: string }>(
    `select a.application_name as holder from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.classid = $1::int8::oid and l.objid = $2::int8::oid`,
    KEY,
  );
  return new DataDirInUseError(
    `DATA_DIR ${dataDir} is in use by another process (${rows[0]?.holder ?? 'unknown'}). ` +
      'Stop that one, or give this one a DATA_DIR of its own.',
  );
}
