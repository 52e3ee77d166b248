import type { DataSource } from 'typeorm';

/** Local days, both included. */
interface Period {
  readonly start: string;
  readonly end: string;
}

/** What an attempt could see when it asked its question. */
export interface SeenState {
  readonly touchVersion: number;
  readonly exclusionDecisions: number;
}

/** The last time that a period was delivered. */
export interface LastDelivery extends SeenState {
  readonly runId: string;
  readonly attemptedAt: Date;
  readonly asOf: string;
  readonly sha256: string;
}

/** Which of a workspace's changes can change the answers of an export. */
export interface Concern {
  readonly workspaceId: number;
  readonly revision: number;
  /** Whether only events of the period itself count: else all before it do too. */
  readonly onlyOwnDays: boolean;
  /** Events of so many days after the period count as well. */
  readonly daysAfter: number;
  readonly exclusionDecisions: number;
}

/** Finds delivered periods of which something has changed since. */
export class ExportCorrections {
  constructor(private readonly source: DataSource) {}

  /** The last touch of any day of a workspace's revision; 0 where there is none. */
  async touchVersion(workspaceId: number, revision: number): Promise<number> {
    const [row] = await this.source.query(
      'SELECT coalesce(max(version), 0) AS version FROM day_touches WHERE workspace_id = $1 AND revision = $2',
      [workspaceId, revision],
    );
    return Number(row.version);
  }

  /** By when it was made: runs do not go in the order in which they were asked for. */
  async lastDelivery(exportId: string, { start, end }: Period): Promise<LastDelivery | undefined> {
    const [row] = await this.source.query(
      `SELECT id AS "runId", attempted_at AS "attemptedAt", touch_version::float8 AS "touchVersion",
         exclusion_decisions::float8 AS "exclusionDecisions", manifest->>'as_of' AS "asOf", manifest->>'sha256' AS sha256
       FROM export_runs WHERE export_id = $1 AND period_start = $2 AND period_end = $3 AND state = 'complete' AND NOT test
         AND touch_version IS NOT NULL ORDER BY finished_at DESC LIMIT 1`,
      [exportId, start, end],
    );
    return row;
  }

  /** Local days of a period on which events were stored since a touch, in order. */
  async daysTouchedSince(workspaceId: number, revision: number, version: number, period: Period): Promise<string[]> {
    const rows: { day: string }[] = await this.source.query(
      `SELECT day::text AS day FROM day_touches
       WHERE workspace_id = $1 AND revision = $2 AND version > $3 AND day BETWEEN $4 AND $5 ORDER BY day_touches.day`,
      [workspaceId, revision, version, period.start, period.end],
    );
    return rows.map(({ day }) => day);
  }

  /**
   * Makes a run for each delivered period whose answer may be another one by now: events were stored, exclusions decided or numbers
   * restated since it was last looked at. Those that were looked at longest ago come first, so that each has its turn.
   */
  async make(exportId: string, concern: Concern, most: number): Promise<void> {
    const { workspaceId, revision, onlyOwnDays, daysAfter, exclusionDecisions } = concern;
    await this.source.query(
      `WITH looked AS (
         SELECT DISTINCT ON (period_start, period_end) period_start, period_end, touch_version, exclusion_decisions, attempted_at
         FROM export_runs WHERE export_id = $1 AND state IN ('complete', 'skipped') AND NOT test AND touch_version IS NOT NULL
         ORDER BY period_start, period_end, finished_at DESC)
       INSERT INTO export_runs (id, export_id, correction, period_start, period_end)
       SELECT gen_random_uuid(), $1, true, l.period_start, l.period_end FROM looked AS l
       WHERE (EXISTS (SELECT FROM day_touches AS t WHERE t.workspace_id = $2 AND t.revision = $3
             AND t.version > l.touch_version AND t.day <= l.period_end + $5::int AND (NOT $4 OR t.day >= l.period_start))
           OR NOT $4 AND (l.exclusion_decisions < $6 OR EXISTS (SELECT FROM restatements AS s WHERE s.workspace_id = $2
             AND s.restated_at > l.attempted_at AND s.end_day >= l.period_start AND s.start_day <= l.period_end)))
         AND EXISTS (SELECT FROM export_runs AS d WHERE d.export_id = $1 AND d.state = 'complete' AND NOT d.test
           AND d.period_start = l.period_start AND d.period_end = l.period_end)
         AND NOT EXISTS (SELECT FROM export_runs AS o WHERE o.export_id = $1 AND o.state IN ('waiting', 'running', 'retrying') AND NOT o.test
           AND o.period_start = l.period_start AND o.period_end = l.period_end)
       ORDER BY l.attempted_at, l.period_end DESC LIMIT $7`,
      [exportId, workspaceId, revision, onlyOwnDays, daysAfter, exclusionDecisions, most],
    );
  }
}
