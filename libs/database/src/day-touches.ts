import type { DataSource, EntityManager } from 'typeorm';

/** The local days of one revision on which a batch has stored events. */
export interface TouchedDays {
  readonly workspaceId: number;
  readonly revision: number;
  readonly days: ReadonlySet<string>;
}

export interface DayTouch {
  readonly day: string;
  /** Grows whenever something was stored on the day. */
  readonly version: number;
  /** Epoch milliseconds. */
  readonly touchedAt: number;
}

/**
 * Says that something was stored on these days. After the insert that stored it, and before its job is done: a number that was
 * computed from older rows then carries an older version than its days, whenever it was computed.
 */
export async function touchDays(manager: EntityManager, touched: readonly TouchedDays[]): Promise<void> {
  const rows = touched.flatMap(({ workspaceId, revision, days }) =>
    [...days].map((day) => ({ workspace_id: workspaceId, revision, day })),
  );
  if (rows.length === 0) return;
  // In one order, so that two batches never wait for each other.
  await manager.query(
    `INSERT INTO day_touches (workspace_id, revision, day, version, touched_at)
     SELECT t.workspace_id, t.revision, t.day, nextval('touch_versions'), now()
     FROM (SELECT DISTINCT * FROM jsonb_to_recordset($1::jsonb) AS r (workspace_id int, revision int, day date)
       ORDER BY workspace_id, revision, day) AS t
     ON CONFLICT (workspace_id, revision, day) DO UPDATE
       SET version = greatest(day_touches.version, excluded.version), touched_at = excluded.touched_at`,
    [JSON.stringify(rows)],
  );
}

/**
 * Gives the days of a new revision the times at which the days of the old one were touched, so that a grace that has run goes on.
 * Local days of two zones lie at most two days apart: from -12 to +14 an instant moves by 26 hours.
 *
 * @param days the local days of the new revision that have events
 */
export async function carryTouches(
  manager: EntityManager,
  workspaceId: number,
  fromRevision: number,
  toRevision: number,
  days: readonly string[],
): Promise<void> {
  await manager.query(
    `INSERT INTO day_touches (workspace_id, revision, day, version, touched_at)
     SELECT $1, $3, d.day, nextval('touch_versions'), d.touched_at
     FROM (SELECT n.day, coalesce(max(t.touched_at), now()) AS touched_at
       FROM unnest($4::date[]) AS n (day)
       LEFT JOIN day_touches AS t ON t.workspace_id = $1 AND t.revision = $2 AND t.day BETWEEN n.day - 2 AND n.day + 2
       GROUP BY n.day ORDER BY n.day) AS d
     ON CONFLICT (workspace_id, revision, day) DO UPDATE
       SET version = excluded.version, touched_at = greatest(day_touches.touched_at, excluded.touched_at)`,
    [workspaceId, fromRevision, toRevision, [...days]],
  );
}

/** Reads when the days of a workspace were last touched. */
export class DayTouches {
  constructor(private readonly source: DataSource) {}

  /** @returns every day on which anything was ever stored, in order */
  async read(workspaceId: number, revision: number): Promise<DayTouch[]> {
    const rows: { day: string; version: string; touched_ms: string }[] = await this.source.query(
      `SELECT day::text AS day, version, floor(extract(epoch FROM touched_at) * 1000)::bigint AS touched_ms
       FROM day_touches WHERE workspace_id = $1 AND revision = $2 ORDER BY day_touches.day`,
      [workspaceId, revision],
    );
    return rows.map((row) => ({ day: row.day, version: Number(row.version), touchedAt: Number(row.touched_ms) }));
  }
}
