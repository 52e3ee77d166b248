import type { DataSource } from 'typeorm';

/** Who of several receivers of a run's delivery has it: no retry brings it to them again. */
export class ExportReceipts {
  constructor(private readonly source: DataSource) {}

  /** @param key of the delivery: of other bytes nobody has anything */
  async of(runId: string, key: string): Promise<readonly string[]> {
    const [row] = await this.source.query(
      `SELECT receipts->'receivers' AS receivers FROM export_runs WHERE id = $1 AND receipts->>'key' = $2`,
      [runId, key],
    );
    return row?.receivers ?? [];
  }

  async add(runId: string, key: string, receivers: readonly string[]): Promise<void> {
    await this.source.query(
      `UPDATE export_runs SET receipts = jsonb_build_object('key', $2::text, 'receivers',
         CASE WHEN receipts->>'key' = $2 THEN receipts->'receivers' ELSE '[]'::jsonb END || $3::jsonb) WHERE id = $1`,
      [runId, key, JSON.stringify(receivers)],
    );
  }
}
