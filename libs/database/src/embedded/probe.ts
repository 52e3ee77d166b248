import { randomBytes } from 'node:crypto';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ROLE } from './cluster.js';

/** How whatever listens on a port answered. */
export type Answer =
  | { readonly kind: 'ours' }
  /** PostgreSQL, but not open: starting up, recovering or shutting down, as the message says. */
  | { readonly kind: 'busy'; readonly message: string }
  | { readonly kind: 'foreign'; readonly message: string }
  | { readonly kind: 'silent'; readonly message: string };

/** A client for one database of the embedded PostgreSQL, not connected yet. Its errors outside of queries are ignored. */
export function clientFor(port: number, password: string, database: string, name: string): pg.Client {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: ROLE,
    password,
    database,
    application_name: name,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
  });
  return client.on('error', () => undefined);
}

/**
 * Asks a port whether it is the PostgreSQL that serves this cluster: by the password, and by having it read back a file
 * that was just put into the cluster. That a name or a path is the same proves nothing: data directories get copied.
 */
export async function probe(port: number, password: string, clusterDir: string): Promise<Answer> {
  const client = clientFor(port, password, 'postgres', 'grapevine probe');
  const proof = randomBytes(16).toString('hex');
  const file = join(clusterDir, `grapevine-proof-${proof.slice(0, 8)}`);
  try {
    await client.connect();
    await writeFile(file, proof);
    await chmod(file, 0o644);
    const { rows } = await client.query<{ text: string }>('select pg_read_file($1, true) as text', [
      file.slice(clusterDir.length + 1),
    ]);
    return rows[0]?.text === proof
      ? { kind: 'ours' }
      : { kind: 'foreign', message: 'it serves another data directory' };
  } catch (error) {
    return answerOf(error as Error & { code?: string });
  } finally {
    await rm(file, { force: true });
    await client.end().catch(() => undefined);
  }
}

/**
 * SQLSTATE 57P03 is cannot_connect_now, 57P01 and 02 a shutdown during the query, 53300 too many connections for now;
 * any other SQLSTATE (no such code starts with E, codes of Node.js do) refuses us.
 */
function answerOf({ code, message }: Error & { code?: string }): Answer {
  if (code?.startsWith('57P')) return { kind: 'busy', message };
  if (code && /^[0-9A-Z]{5}$/.test(code) && !/^(E|53)/.test(code)) return { kind: 'foreign', message };
  return { kind: 'silent', message };
}
