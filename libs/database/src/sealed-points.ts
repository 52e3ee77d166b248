import type { DataSource, EntityManager } from 'typeorm';

/** Which number: a metric of a period, over everybody. */
export interface PointKey {
  readonly metric: string;
  readonly grain: string;
  readonly window: string;
  readonly period: string;
  readonly start: string;
  readonly end: string;
}

/** A number that is told to be final, with all that it was computed from. */
export interface StoredPoint extends PointKey {
  readonly value: number;
  readonly metricVersion: number;
  readonly revision: number;
  readonly definitionVersion: number;
  readonly touchVersion: number;
  readonly exclusions: string;
  /** Epoch milliseconds. */
  readonly sealedAt: number;
}

export type NewPoint = Omit<StoredPoint, 'sealedAt'>;

/** A sealed number that has become another one. */
export interface Restatement extends PointKey {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  /** Epoch milliseconds. */
  readonly sealedAt: number;
  readonly restatedAt: number;
  readonly reasons: readonly string[];
  readonly detail: unknown;
}

/** Why a point was computed anew: said by whoever knows what it depends on. */
export type Explanation = (before: StoredPoint, after: NewPoint) => { reasons: string[]; detail: object };

interface PointRow {
  readonly metric: string;
  readonly grain: string;
  readonly window_name: string;
  readonly period: string;
  readonly start_day: string;
  readonly end_day: string;
}

const COLUMNS = `metric, grain, window_name, period, start_day::text AS start_day, end_day::text AS end_day`;

/** The numbers that were told to be final, and what became of those that had to be told anew. */
export class SealedPoints {
  constructor(private readonly source: DataSource) {}

  /** The stored points of a metric whose periods end within these days, valid or not. */
  async read(
    workspaceId: number,
    { metric, grain, window }: Pick<PointKey, 'metric' | 'grain' | 'window'>,
    from: string,
    to: string,
  ): Promise<StoredPoint[]> {
    return readPoints(
      this.source.manager,
      'workspace_id = $1 AND metric = $2 AND grain = $3 AND window_name = $4 AND end_day BETWEEN $5 AND $6 ORDER BY sealed_points.end_day',
      [workspaceId, metric, grain, window, from, to],
    );
  }

  /**
   * Stores points of one metric in place of the former ones; where a number has changed, that is put on record, in the same
   * transaction.
   *
   * @returns how many of them are restatements
   */
  async seal(workspaceId: number, points: readonly NewPoint[], explain: Explanation): Promise<number> {
    const [first] = points;
    if (!first) return 0;
    return this.source.transaction(async (manager) => {
      const known = new Map(
        (
          await readPoints(
            manager,
            'workspace_id = $1 AND metric = $2 AND grain = $3 AND window_name = $4 AND end_day = ANY ($5::date[]) ORDER BY sealed_points.end_day FOR UPDATE',
            [workspaceId, first.metric, first.grain, first.window, points.map(({ end }) => end)],
          )
        ).map((point) => [point.end, point]),
      );
      const changed = points.flatMap((after) => {
        const before = known.get(after.end);
        return before && before.value !== after.value ? [{ before, after }] : [];
      });
      await upsert(manager, workspaceId, points);
      await record(manager, workspaceId, changed, explain);
      return changed.length;
    });
  }

  /** Restatements, the last first. @param before only those of a smaller id */
  async restatements(workspaceId: number, limit: number, before: number | undefined): Promise<Restatement[]> {
    const rows: (PointRow &
      Record<'id' | 'from_value' | 'to_value' | 'sealed_ms' | 'restated_ms', string> & {
        reasons: string[];
        detail: unknown;
      })[] = await this.source.query(
      `SELECT id, ${COLUMNS}, from_value, to_value, reasons, detail,
         floor(extract(epoch FROM from_sealed_at) * 1000)::bigint AS sealed_ms,
         floor(extract(epoch FROM restated_at) * 1000)::bigint AS restated_ms
       FROM restatements WHERE workspace_id = $1 AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $2`,
      [workspaceId, limit, before ?? null],
    );
    return rows.map((row) => ({
      ...keyOf(row),
      id: Number(row.id),
      from: Number(row.from_value),
      to: Number(row.to_value),
      sealedAt: Number(row.sealed_ms),
      restatedAt: Number(row.restated_ms),
      reasons: row.reasons,
      detail: row.detail,
    }));
  }
}

const keyOf = (row: PointRow): PointKey => ({
  metric: row.metric,
  grain: row.grain,
  window: row.window_name,
  period: row.period,
  start: row.start_day,
  end: row.end_day,
});

async function readPoints(manager: EntityManager, where: string, parameters: unknown[]): Promise<StoredPoint[]> {
  const rows: (PointRow &
    Record<'value' | 'touch_version' | 'sealed_ms' | 'exclusions', string> &
    Record<'metric_version' | 'revision' | 'definition_version', number>)[] = await manager.query(
    `SELECT ${COLUMNS}, value, metric_version, revision, definition_version, touch_version, exclusions,
       floor(extract(epoch FROM sealed_at) * 1000)::bigint AS sealed_ms
     FROM sealed_points WHERE ${where}`,
    parameters,
  );
  return rows.map((row) => ({
    ...keyOf(row),
    value: Number(row.value),
    metricVersion: row.metric_version,
    revision: row.revision,
    definitionVersion: row.definition_version,
    touchVersion: Number(row.touch_version),
    exclusions: row.exclusions,
    sealedAt: Number(row.sealed_ms),
  }));
}

async function upsert(manager: EntityManager, workspaceId: number, points: readonly NewPoint[]): Promise<void> {
  await manager.query(
    `INSERT INTO sealed_points (workspace_id, metric, grain, window_name, period, start_day, end_day, value, metric_version,
       revision, definition_version, touch_version, exclusions)
     SELECT $1, p.metric, p.grain, p.window, p.period, p.start, p."end", p.value, p."metricVersion", p.revision,
       p."definitionVersion", p."touchVersion", p.exclusions
     FROM jsonb_to_recordset($2::jsonb) AS p (metric text, grain text, "window" text, period text, start date, "end" date,
       value bigint, "metricVersion" int, revision int, "definitionVersion" int, "touchVersion" bigint, exclusions text)
     ON CONFLICT (workspace_id, metric, grain, window_name, end_day) DO UPDATE SET
       period = excluded.period, start_day = excluded.start_day, value = excluded.value,
       metric_version = excluded.metric_version, revision = excluded.revision,
       definition_version = excluded.definition_version, touch_version = excluded.touch_version,
       exclusions = excluded.exclusions, sealed_at = now()`,
    [workspaceId, JSON.stringify(points)],
  );
}

async function record(
  manager: EntityManager,
  workspaceId: number,
  changed: readonly { before: StoredPoint; after: NewPoint }[],
  explain: Explanation,
): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ before, after }) => ({
    ...after,
    ...explain(before, after),
    from: before.value,
    sealedMs: before.sealedAt,
  }));
  await manager.query(
    `INSERT INTO restatements (workspace_id, metric, grain, window_name, period, start_day, end_day, from_value, to_value,
       from_sealed_at, reasons, detail)
     SELECT $1, r.metric, r.grain, r.window, r.period, r.start, r."end", r."from", r.value,
       to_timestamp(r."sealedMs" / 1000.0), ARRAY(SELECT jsonb_array_elements_text(r.reasons)), r.detail
     FROM jsonb_to_recordset($2::jsonb) AS r (metric text, grain text, "window" text, period text, start date, "end" date,
       "from" bigint, value bigint, "sealedMs" bigint, reasons jsonb, detail jsonb)`,
    [workspaceId, JSON.stringify(rows)],
  );
}
