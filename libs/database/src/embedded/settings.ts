import { join } from 'node:path';
import type { Client } from 'pg';
import type { Engine } from './engine.js';
import { replaceFile } from './replace-file.js';

/** The file that the cluster's postgresql.conf includes last. */
export const SETTINGS_FILE = 'grapevine.conf';

const SETTINGS: Record<string, string> = {
  // Reachable from this machine only, with the password only.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // paths of sockets are limited to 107 bytes, DATA_DIR is not
  password_encryption: 'scram-sha-256',

  // Acknowledged means stored.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  // One product on one small machine: many short statements, no parallel plans (those also need a large /dev/shm).
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '512MB', // bounds recovery after a kill to seconds
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  jit: 'off',
  autovacuum: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',

  // No identity may reach a log. Errors of statements carry values (a key that exists, a text that is no number), so
  // they are not logged at all (the client has them); terse drops the details of what remains.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_lock_waits: 'off',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',

  // Files of bounded size; old ones are removed by server-log.ts.
  logging_collector: 'on',
  log_destination: 'stderr',
  log_directory: 'log',
  log_filename: 'postgresql-%Y%m%dT%H%M%S.log',
  log_file_mode: '0600',
  log_rotation_size: '4MB',
  log_rotation_age: '0',
  log_line_prefix: '%m [%p] ',
};

/** Writes the settings that the next start of the postmaster reads. */
export async function writeSettings(engine: Engine, port: number): Promise<void> {
  const lines = Object.entries({ port: String(port), ...SETTINGS }).map(([name, value]) => `${name} = '${value}'`);
  const text = `# Written by Grapevine at every start. Use ALTER SYSTEM to change a setting.\n${lines.join('\n')}\n`;
  await replaceFile(join(engine.layout.cluster, SETTINGS_FILE), text, 0o600, engine.account);
}

/** LZ4 where this build has it (the macOS builds; a setting it does not know would stop the start) and nobody chose otherwise. */
export async function preferLz4(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select name from pg_settings
      where name in ('wal_compression', 'default_toast_compression') and 'lz4' = any(enumvals) and source = 'default'`,
  );
  for (const { name } of rows) await client.query(`alter system set ${name} = 'lz4'`);
  if (rows.length > 0) await client.query('select pg_reload_conf()');
}
