import { findEmbeddedPostgres } from '@grapevine/database';
import { createLogger } from '@grapevine/observability';
import { JobQueues, openPostgresBackend } from '@grapevine/queue';
import pg from 'pg';

/** Where the embedded PostgreSQL of a running server listens. */
async function urlOf(dataDir: string): Promise<string> {
  const found = await findEmbeddedPostgres({ dataDir });
  if (!found) throw new Error('No embedded PostgreSQL runs on this folder.');
  return found.url;
}

/** Asks the database of a running server behind its back. */
export async function queryDatabase<T extends pg.QueryResultRow>(
  dataDir: string,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: await urlOf(dataDir) });
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Puts jobs into the queue of a running server behind its back: what no version of ingest would. */
export async function withQueues(dataDir: string, use: (queues: JobQueues) => Promise<void>): Promise<void> {
  const backend = await openPostgresBackend(await urlOf(dataDir), createLogger('silent'));
  const queues = await JobQueues.open(backend);
  try {
    await use(queues);
  } finally {
    await queues.close();
    await backend.close();
  }
}
