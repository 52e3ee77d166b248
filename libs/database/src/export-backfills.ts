import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { OPEN_RUN } from './export-runs.js';

/** Local days, both included. */
interface Period {
  readonly start: string;
  readonly end: string;
}

export interface BackfillRecord {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  /** How many runs it has, and how many of them are in each state. */
  readonly runs: number;
  readonly complete: number;
  readonly skipped: number;
  readonly cancelled: number;
  readonly failed: number;
  readonly createdAt: Date;
}

const countOf = (state: string): string => `count(*) FILTER (WHERE r.state = '${state}')::int AS ${state}`;
const SELECT = `SELECT b.id, b.start_day::text AS start, b.end_day::text AS "end", b.created_at AS "createdAt", count(*)::int AS runs,
    ${['complete', 'skipped', 'cancelled', 'failed'].map(countOf).join(', ')}
  FROM export_backfills AS b JOIN export_runs AS r ON r.backfill_id = b.id`;

/** Ranges of periods that are sent after the fact: a run for each. */
export class ExportBackfills {
  constructor(private readonly source: DataSource) {}

  /** @param periods those of its runs, in their order: at least one */
  async add(exportId: string, periods: readonly Period[]): Promise<BackfillRecord> {
    const id = randomUUID();
    await this.source.transaction(async (manager) => {
      await manager.query('INSERT INTO export_backfills (id, export_id, start_day, end_day) VALUES ($1, $2, $3, $4)', [
        ...[id, exportId],
        ...[periods[0]?.start, periods.at(-1)?.end],
      ]);
      await manager.query(
        `INSERT INTO export_runs (id, export_id, backfill_id, period_start, period_end)
         SELECT r.id, $1, $2, r.start, r."end" FROM jsonb_to_recordset($3::jsonb) AS r (id uuid, start date, "end" date)
         ORDER BY r.start`,
        [exportId, id, JSON.stringify(periods.map((period) => ({ ...period, id: randomUUID() })))],
      );
    });
    return (await this.read('b.id = $1', [id]))[0] as BackfillRecord;
  }

  /**
   * The last one first.
   *
   * @param before only those before the one of this id @returns undefined where the export has no such backfill
   */
  async list(exportId: string, most: number, before: string | undefined): Promise<BackfillRecord[] | undefined> {
    if (before !== undefined && (await this.read('b.export_id = $1 AND b.id = $2', [exportId, before])).length === 0)
      return undefined;
    return this.read(
      'b.export_id = $1 AND ($2::uuid IS NULL OR b.seq < (SELECT seq FROM export_backfills WHERE id = $2))',
      [exportId, before ?? null],
      `LIMIT ${most}`,
    );
  }

  /** Ends what is not over of it. @returns undefined where the workspace has no such backfill */
  async cancel(workspaceId: number, id: string): Promise<BackfillRecord | undefined> {
    const owned = await this.source.query(
      'SELECT FROM export_backfills AS b JOIN exports AS e ON e.id = b.export_id WHERE b.id = $1 AND e.workspace_id = $2',
      [id, workspaceId],
    );
    if (owned.length === 0) return undefined;
    await this.source.query(
      `UPDATE export_runs SET state = 'cancelled', finished_at = now() WHERE backfill_id = $1 AND ${OPEN_RUN}`,
      [id],
    );
    return (await this.read('b.id = $1', [id]))[0];
  }

  private read(where: string, values: readonly unknown[], limit = ''): Promise<BackfillRecord[]> {
    return this.source.query(`${SELECT} WHERE ${where} GROUP BY b.id ORDER BY b.seq DESC ${limit}`, [...values]);
  }
}
