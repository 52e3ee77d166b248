import type { ClickHouseClient } from '@clickhouse/client';
import { MIGRATIONS } from './schema/index.js';

/**
 * Brings the warehouse's tables up to this version. Several processes may do so at once: every statement is IF NOT EXISTS.
 *
 * @throws Error when a newer version has been there
 */
export async function migrate(client: ClickHouseClient): Promise<void> {
  await client.command({
    query: `CREATE TABLE IF NOT EXISTS schema_migrations (name String, applied_at DateTime DEFAULT now())
      ENGINE = ReplacingMergeTree ORDER BY name SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  });
  const answer = await client.query({ query: 'SELECT DISTINCT name FROM schema_migrations', format: 'JSONEachRow' });
  const applied = new Set((await answer.json<{ name: string }>()).map((row) => row.name));
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const newer = [...applied].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new Error(
      `The warehouse was written by a newer version of Grapevine (it has ${newer.join(', ')}). ` +
        'Start that version, or restore a backup from before the upgrade.',
    );
  }
  for (const migration of MIGRATIONS) {
    if (applied.has(migration.name)) continue;
    for (const statement of migration.statements) await client.command({ query: statement });
    await client.insert({
      table: 'schema_migrations (name)',
      values: [{ name: migration.name }],
      format: 'JSONEachRow',
    });
  }
}
