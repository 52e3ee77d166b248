import { randomUUID } from 'node:crypto';
import type { ExportManifest, ExportRunState } from '@grapevine/contracts';
import type { DataSource } from 'typeorm';
import type { SeenState } from './export-corrections.js';

/** Local days, both included. */
interface Period {
  readonly start: string;
  readonly end: string;
}

export interface ExportRunRecord {
  readonly id: string;
  readonly exportId: string;
  readonly state: ExportRunState;
  /** undefined: follows from the run before it. */
  readonly period: Period | undefined;
  /** By the schedule; null: somebody asked for it. */
  readonly dueAt: Date | null;
  readonly backfillId: string | null;
  /** Sends a period again, since what was sent of it may have changed. */
  readonly correction: boolean;
  /** Tries the destination with the first rows, and counts as no delivery. */
  readonly test: boolean;
  readonly attempts: number;
  readonly rowsWritten: number;
  readonly error: string | null;
  readonly deliveredTo: string | null;
  readonly alertedAt: Date | null;
  readonly alertError: string | null;
  readonly manifest: ExportManifest | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** One of the attempts at a run, by its number. */
type Attempt = Pick<ExportRunRecord, 'id' | 'attempts'>;

type RunRow = Omit<ExportRunRecord, 'period' | 'rowsWritten'> & {
  readonly start: string | null;
  readonly end: string | null;
  readonly rowsWritten: string;
};

const COLUMNS = `id, export_id AS "exportId", state, period_start::text AS start, period_end::text AS "end", due_at AS "dueAt", backfill_id AS "backfillId", correction, test, attempts,
  rows_written AS "rowsWritten", error, delivered_to AS "deliveredTo", alerted_at AS "alertedAt", alert_error AS "alertError", manifest, created_at AS "createdAt",
  started_at AS "startedAt", finished_at AS "finishedAt"`;
/** Of a run that is not over. */
export const OPEN_RUN = `state IN ('waiting', 'running', 'retrying')`;
/** Any number, the same for all processes: the lock of an export is this one and that of its id. */
const EXPORT_LOCK = 7_164_005;

/** The runs of all exports. Those of one export go one after the other, in the order in which they were made. */
export class ExportRuns {
  constructor(private readonly source: DataSource) {}

  async add(exportId: string, period: Period | undefined, test = false): Promise<ExportRunRecord> {
    const rows = await this.source.query(
      `INSERT INTO export_runs (id, export_id, period_start, period_end, test) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [randomUUID(), exportId, period?.start ?? null, period?.end ?? null, test],
    );
    return toRecord(rows[0]);
  }

  /** @returns undefined where there is none of this id, or none of the export or the workspace */
  async find(id: string, of: { exportId?: string; workspaceId?: number } = {}): Promise<ExportRunRecord | undefined> {
    const rows: RunRow[] = await this.source.query(
      `SELECT ${COLUMNS} FROM export_runs WHERE id = $1 AND ($2::uuid IS NULL OR export_id = $2)
         AND ($3::int IS NULL OR export_id IN (SELECT e.id FROM exports AS e WHERE e.workspace_id = $3))`,
      [id, of.exportId ?? null, of.workspaceId ?? null],
    );
    return rows[0] && toRecord(rows[0]);
  }

  /**
   * The last one first.
   *
   * @param before only those before the one of this id @returns undefined where the export has no such run
   */
  async list(exportId: string, most: number, before: string | undefined): Promise<ExportRunRecord[] | undefined> {
    if (before !== undefined && !(await this.find(before, { exportId }))) return undefined;
    const rows: RunRow[] = await this.source.query(
      `SELECT ${COLUMNS} FROM export_runs
       WHERE export_id = $1 AND ($2::uuid IS NULL OR seq < (SELECT seq FROM export_runs WHERE id = $2))
       ORDER BY seq DESC LIMIT $3`,
      [exportId, before ?? null, most],
    );
    return rows.map(toRecord);
  }

  /** Of each export the last run that was due or that somebody asked for, where there is one. */
  async last(exportIds: readonly string[]): Promise<ExportRunRecord[]> {
    const rows: RunRow[] = await this.source.query(
      `SELECT r.* FROM unnest($1::uuid[]) AS e (id) CROSS JOIN LATERAL (
         SELECT ${COLUMNS} FROM export_runs WHERE export_id = e.id AND backfill_id IS NULL AND NOT correction AND NOT test
         ORDER BY seq DESC LIMIT 1) AS r`,
      [exportIds],
    );
    return rows.map(toRecord);
  }

  /** Of each export the run whose turn it is: tests come before all others, those of backfills and corrections after them. */
  async due(exportId?: string): Promise<{ readonly id: string; readonly exportId: string }[]> {
    return this.source.query(
      `SELECT DISTINCT ON (export_id) id, export_id AS "exportId" FROM export_runs
       WHERE ${OPEN_RUN} AND ($1::uuid IS NULL OR export_id = $1) ORDER BY export_id, NOT test, backfill_id IS NOT NULL OR correction, seq`,
      [exportId ?? null],
    );
  }

  /** The last day that a run of the export has brought. */
  async lastEnd(exportId: string): Promise<string | undefined> {
    const [row] = await this.source.query(
      `SELECT max(period_end)::text AS "end" FROM export_runs WHERE export_id = $1 AND state = 'complete' AND NOT test`,
      [exportId],
    );
    return row?.end ?? undefined;
  }

  /** An attempt begins. @param seen what its question is going to see, at least @returns undefined for a run that has ended, or was deleted */
  async begin(id: string, period: Period, seen: SeenState): Promise<ExportRunRecord | undefined> {
    const [rows]: [RunRow[], number] = await this.source.query(
      `UPDATE export_runs SET state = 'running', attempts = attempts + 1, rows_written = 0,
         period_start = coalesce(period_start, $2), period_end = coalesce(period_end, $3),
         started_at = coalesce(started_at, now()), attempted_at = now(), touch_version = $4, exclusion_decisions = $5
       WHERE id = $1 AND ${OPEN_RUN} RETURNING ${COLUMNS}`,
      [id, period.start, period.end, seen.touchVersion, seen.exclusionDecisions],
    );
    return rows[0] && toRecord(rows[0]);
  }

  /** @returns false for a run that somebody has stopped, or deleted, or that is at another attempt */
  async progress({ id, attempts }: Attempt, rows: number): Promise<boolean> {
    const [, count] = await this.source.query(
      `UPDATE export_runs SET rows_written = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [id, attempts, rows],
    );
    return count === 1;
  }

  /** Ends a run that is not over. */
  async cancel(id: string): Promise<void> {
    await this.source.query(
      `UPDATE export_runs SET state = 'cancelled', finished_at = now() WHERE id = $1 AND ${OPEN_RUN}`,
      [id],
    );
  }

  /** An attempt failed, and another one follows. */
  async retryLater(id: string, error: string): Promise<void> {
    await this.source.query(`UPDATE export_runs SET state = 'retrying', error = $2 WHERE id = $1 AND ${OPEN_RUN}`, [
      id,
      error,
    ]);
  }

  /**
   * For good: nothing is tried any more. A receiver that is gone makes every run of a backfill fail, and all corrections: of those somebody is
   * told once an hour, by when it was told.
   *
   * @returns whether somebody is to be told of it
   */
  async fail(id: string, error: string): Promise<boolean> {
    const [[row]]: [[{ due: boolean }?], number] = await this.source.query(
      `UPDATE export_runs AS r SET state = 'failed', error = $2, finished_at = now(),
         alert_due = NOT r.test AND (SELECT alert IS NOT NULL FROM exports WHERE id = r.export_id)
           AND (r.backfill_id IS NULL AND NOT r.correction OR NOT EXISTS (
             SELECT FROM export_runs AS o WHERE o.export_id = r.export_id AND (o.backfill_id IS NOT NULL OR o.correction)
               AND (o.alert_due OR o.alerted_at > now() - interval '1 hour')))
       WHERE id = $1 AND ${OPEN_RUN} RETURNING alert_due AS due`,
      [id, error],
    );
    return row?.due ?? false;
  }

  /** There is nothing to send. */
  async skip(id: string): Promise<void> {
    await this.source.query(
      `UPDATE export_runs SET state = 'skipped', error = NULL, finished_at = now() WHERE id = $1 AND ${OPEN_RUN}`,
      [id],
    );
  }

  /** By this attempt: one that has lost its lock may be followed by another by now, which has the last word. */
  async complete({ id, attempts }: Attempt, manifest: ExportManifest, deliveredTo: string): Promise<void> {
    await this.source.query(
      `UPDATE export_runs SET state = 'complete', manifest = $3, delivered_to = $4, rows_written = $5, error = NULL,
         finished_at = now() WHERE id = $1 AND attempts = $2 AND ${OPEN_RUN}`,
      [id, attempts, JSON.stringify(manifest), deliveredTo, manifest.rows],
    );
  }

  /**
   * Deletes the record of runs that ended before an instant and that nothing follows from any more: tests, failed and cancelled ones, and those
   * of a period that another one has been sent of since. The last delivery of a period stays, since the next one says what it restates; so do runs of backfills, which
   * are counted.
   */
  async prune(endedBefore: Date): Promise<void> {
    await this.source.query(
      `DELETE FROM export_runs AS r WHERE r.finished_at < $1 AND r.backfill_id IS NULL
         AND (r.test OR r.state IN ('failed', 'cancelled') OR r.period_start IS NULL OR EXISTS (
           SELECT FROM export_runs AS l WHERE l.export_id = r.export_id AND l.finished_at > r.finished_at AND NOT l.test
             AND l.period_start = r.period_start AND l.period_end = r.period_end AND l.state IN ('complete', r.state)))`,
      [endedBefore],
    );
  }

  /**
   * Does something that no other process may do for the same export meanwhile. The lock is PostgreSQL's: it goes with its holder.
   *
   * @returns whether it was done: false where another one is about it
   */
  async alone(exportId: string, work: () => Promise<void>): Promise<boolean> {
    const holder = this.source.createQueryRunner();
    await holder.connect();
    try {
      const [{ held }] = await holder.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS held', [
        EXPORT_LOCK,
        exportId,
      ]);
      if (!held) return false;
      try {
        await work();
      } finally {
        await holder.query('SELECT pg_advisory_unlock($1, hashtext($2))', [EXPORT_LOCK, exportId]);
      }
      return true;
    } finally {
      await holder.release();
    }
  }
}

function toRecord({ start, end, rowsWritten, ...row }: RunRow): ExportRunRecord {
  const period = start === null || end === null ? undefined : { start, end };
  return { ...row, period, rowsWritten: Number(rowsWritten) };
}
