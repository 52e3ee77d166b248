import type { DataSource } from 'typeorm';
import type { AlertRecord } from './exports.js';

/** A run that failed for good, of which somebody is to be told. */
export interface DueAlert {
  readonly runId: string;
  readonly workspaceId: number;
  readonly exportId: string;
  readonly exportName: string;
  /** null: nobody any more. */
  readonly alert: AlertRecord | null;
  /** Of telling it, this one included. */
  readonly alertAttempts: number;
  readonly start: string | null;
  readonly end: string | null;
  readonly backfillId: string | null;
  readonly correction: boolean;
  readonly attempts: number;
  readonly error: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date;
  /** When the export was last delivered; null: never. */
  readonly lastCompleteAt: Date | null;
}

/** What is still to be told of runs that failed for good. */
export class ExportAlerts {
  constructor(private readonly source: DataSource) {}

  /** @returns ids of runs, the oldest first */
  async due(): Promise<string[]> {
    const rows: { id: string }[] = await this.source.query('SELECT id FROM export_runs WHERE alert_due ORDER BY seq');
    return rows.map(({ id }) => id);
  }

  /** An attempt to tell it begins. @returns undefined where nothing is to be told of the run */
  async begin(runId: string): Promise<DueAlert | undefined> {
    const [[row]]: [[DueAlert?], number] = await this.source.query(
      `UPDATE export_runs AS r SET alert_attempts = alert_attempts + 1 FROM exports AS e
       WHERE r.id = $1 AND r.alert_due AND e.id = r.export_id
       RETURNING r.id AS "runId", e.workspace_id AS "workspaceId", e.id AS "exportId", e.name AS "exportName", e.alert,
         r.alert_attempts AS "alertAttempts", r.period_start::text AS start, r.period_end::text AS "end",
         r.backfill_id AS "backfillId", r.correction, r.attempts, r.error, r.started_at AS "startedAt",
         r.finished_at AS "finishedAt", (SELECT max(finished_at) FROM export_runs AS o
           WHERE o.export_id = e.id AND o.state = 'complete' AND NOT o.test) AS "lastCompleteAt"`,
      [runId],
    );
    return row;
  }

  /** @param error what some of those who should be told met */
  async sent(runId: string, error: string | null): Promise<void> {
    await this.source.query(
      'UPDATE export_runs SET alert_due = false, alerted_at = now(), alert_error = $2 WHERE id = $1',
      [runId, error],
    );
  }

  /** @param isOver whether it is given up */
  async failed(runId: string, error: string, isOver: boolean): Promise<void> {
    await this.source.query('UPDATE export_runs SET alert_due = NOT $3, alert_error = $2 WHERE id = $1', [
      runId,
      error,
      isOver,
    ]);
  }

  /** There is nobody to be told. */
  async drop(runId: string): Promise<void> {
    await this.source.query('UPDATE export_runs SET alert_due = false WHERE id = $1', [runId]);
  }
}
