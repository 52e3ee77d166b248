import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { EXPORT_COLUMNS, type ExportRecord } from './exports.js';

/** An export that runs by itself. */
export type ScheduledExport = ExportRecord & {
  /** Until this instant every run that was due has been made. */
  readonly scheduledUntil: Date;
};

/** A run that is due by the schedule. */
export interface DueRun {
  readonly dueAt: Date;
  /** undefined: follows from the run before it. */
  readonly period: { readonly start: string; readonly end: string } | undefined;
}

/** What of the schedules of all exports has become runs. */
export class ExportSchedules {
  constructor(private readonly source: DataSource) {}

  /** Those that are not paused. */
  async read(): Promise<ScheduledExport[]> {
    return this.source.query(
      `SELECT ${EXPORT_COLUMNS}, scheduled_until AS "scheduledUntil" FROM exports WHERE schedule IS NOT NULL AND NOT paused`,
    );
  }

  /**
   * Makes runs that are due, in their order.
   *
   * @param since what `scheduledUntil` was when they were worked out: nothing is made where another process has been there meanwhile
   */
  async make(exportId: string, since: Date, due: readonly DueRun[], until: Date): Promise<void> {
    await this.source.transaction(async (manager) => {
      const [, count] = await manager.query(
        `UPDATE exports SET scheduled_until = $3 WHERE id = $1 AND scheduled_until = $2 AND NOT paused`,
        [exportId, since, until],
      );
      if (count === 0) return;
      const rows = due.map(({ dueAt, period }) => ({
        ...{ id: randomUUID(), due_at: dueAt.toISOString() },
        ...{ period_start: period?.start ?? null, period_end: period?.end ?? null },
      }));
      await manager.query(
        `INSERT INTO export_runs (id, export_id, due_at, period_start, period_end)
         SELECT r.id, $1, r.due_at, r.period_start, r.period_end
         FROM jsonb_to_recordset($2::jsonb) AS r (id uuid, due_at timestamptz, period_start date, period_end date)
         ORDER BY r.due_at ON CONFLICT (export_id, due_at) DO NOTHING`,
        [exportId, JSON.stringify(rows)],
      );
    });
  }
}
