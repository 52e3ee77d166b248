import { randomUUID } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';

/** The registry, as the warehouse has to know it: bitmaps hold member numbers, which mean something only with it. */
export interface RegistryInstance {
  readonly id: string;
  readonly hasMembers: boolean;
  /** The last member number given in each workspace, by workspace id. */
  readonly lastMemberNumbers: ReadonlyMap<number, number>;
  /**
   * Remembers the warehouse as the registry's only one.
   *
   * @throws Error when the registry has another
   */
  bindWarehouse(warehouseId: string): Promise<void>;
}

/**
 * Makes sure that this warehouse and the registry belong together, in both directions, and that the registry has not forgotten
 * members that the warehouse knows. One process at a time may do so.
 *
 * @throws Error when they were restored apart, or a URL points elsewhere
 */
export async function claimWarehouse(client: ClickHouseClient, registry: RegistryInstance): Promise<void> {
  const rows = async <T>(query: string): Promise<T[]> =>
    (await client.query({ query, format: 'JSONEachRow' })).json<T>();
  const [found] = await rows<{ registry_id: string; warehouse_id: string }>(
    'SELECT toString(registry_id) AS registry_id, toString(warehouse_id) AS warehouse_id FROM instance',
  );
  if (!found && registry.hasMembers) throw apart('is empty, while the database knows members');
  if (found && found.registry_id !== registry.id) throw apart('belongs to another database');
  const warehouseId = found?.warehouse_id ?? randomUUID();
  if (!found) {
    const values = [{ registry_id: registry.id, warehouse_id: warehouseId }];
    await client.insert({ table: 'instance', values, format: 'JSONEachRow' });
  }
  await registry.bindWarehouse(warehouseId);
  const known = await rows<{ workspace: number; largest: number }>(
    'SELECT workspace, max(largest_member_no) AS largest FROM event_days GROUP BY workspace',
  );
  for (const { workspace, largest } of known) {
    if (largest > (registry.lastMemberNumbers.get(workspace) ?? 0)) {
      throw apart('knows members that the database does not: the database was restored from an older backup');
    }
  }
}

const apart = (what: string): Error =>
  new Error(
    `The warehouse ${what}. Member numbers would mean other people. Point CLICKHOUSE_URL and DATABASE_URL (or DATA_DIR) to ` +
      'stores that were used together, or restore both from the same backup.',
  );
