import type { ClickHouseClient } from '@clickhouse/client';

/**
 * Makes sure that this warehouse and the registry belong together: bitmaps hold member numbers, which mean something only with
 * the registry that gave them.
 *
 * @param instance the registry's identity, and whether it knows members already
 * @throws Error when they were restored apart, or a URL points elsewhere
 */
export async function claimWarehouse(
  client: ClickHouseClient,
  instance: { readonly id: string; readonly hasMembers: boolean },
): Promise<void> {
  const answer = await client.query({
    query: 'SELECT DISTINCT toString(id) AS id FROM instance',
    format: 'JSONEachRow',
  });
  const ids = (await answer.json<{ id: string }>()).map((row) => row.id);
  if (ids.length === 0 && !instance.hasMembers) {
    await client.insert({ table: 'instance', values: [{ id: instance.id }], format: 'JSONEachRow' });
    return;
  }
  if (ids.length === 1 && ids[0] === instance.id) return;
  const found = ids.length === 0 ? 'is empty, while the database knows members' : 'belongs to another database';
  throw new Error(
    `The warehouse ${found}. Member numbers would mean other people. Point CLICKHOUSE_URL and DATABASE_URL (or DATA_DIR) to ` +
      'stores that were used together, or restore both from the same backup.',
  );
}
