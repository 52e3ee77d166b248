import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

export interface Instance {
  /** What registry and warehouse share: member numbers mean something only together. */
  readonly id: string;
  readonly hasMembers: boolean;
  readonly lastMemberNumbers: ReadonlyMap<number, number>;
  bindWarehouse(warehouseId: string): Promise<void>;
}

/** Any number, the same for all processes: who holds it opens the warehouse, and the others wait. */
const OPENING_LOCK = 7_164_003;

/**
 * Reads the identity of this installation, or makes it on the first start, and does `open` with it while no other process does.
 *
 * @param secretFingerprint tells secrets apart without telling them
 * @throws Error when the registry was made under another secret: every known member would come back as a new one
 */
export async function withInstance<T>(
  source: DataSource,
  secretFingerprint: string,
  open: (instance: Instance) => Promise<T>,
): Promise<T> {
  const holder = source.createQueryRunner();
  await holder.connect();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [OPENING_LOCK]);
    return await open(await readInstance(source, secretFingerprint));
  } finally {
    await holder.query('SELECT pg_advisory_unlock($1)', [OPENING_LOCK]).catch(() => undefined);
    await holder.release();
  }
}

async function readInstance(source: DataSource, secretFingerprint: string): Promise<Instance> {
  await source.query('INSERT INTO instance (id, secret_fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    randomUUID(),
    secretFingerprint,
  ]);
  const [row] = await source.query('SELECT id, secret_fingerprint FROM instance');
  if (row.secret_fingerprint !== secretFingerprint) {
    throw new Error(
      'GRAPEVINE_SECRET is not the secret that this database was made with. With another one every known member would be ' +
        'counted as new. Set the former secret (embedded: the file "secret" in DATA_DIR).',
    );
  }
  const counters: { workspace_id: number; last_no: string }[] = await source.query(
    'SELECT workspace_id, last_no FROM member_counters',
  );
  return {
    id: row.id,
    hasMembers: counters.some(({ last_no }) => Number(last_no) > 0),
    lastMemberNumbers: new Map(counters.map(({ workspace_id, last_no }) => [workspace_id, Number(last_no)])),
    bindWarehouse: (warehouseId) => bindWarehouse(source, warehouseId),
  };
}

async function bindWarehouse(source: DataSource, warehouseId: string): Promise<void> {
  await source.query('UPDATE instance SET warehouse_id = $1 WHERE warehouse_id IS NULL', [warehouseId]);
  const [{ warehouse_id: bound }] = await source.query('SELECT warehouse_id FROM instance');
  if (bound === warehouseId) return;
  throw new Error(
    'The database belongs to another warehouse. Each half would hold a part of the events. Point CLICKHOUSE_URL (or DATA_DIR) ' +
      'to the warehouse that this database was used with; processes that share a database need one CLICKHOUSE_URL.',
  );
}
