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

export interface NewPoint extends Omit<StoredPoint, 'sealedAt'> {
  /** The local days that decide the number, both inclusive; without `from` all up to `to`. */
  readonly inputs: { readonly from: string | undefined; readonly to: string };
}

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
   * transaction. Points whose days were touched since they were computed, or whose revision is not the present one, are left out.
   *
   * @returns how many of them are restatements
   */
  async seal(workspaceId: number, computed: readonly NewPoint[], explain: Explanation): Promise<number> {
    return this.source.transaction(async (manager) => {
      const points = await withoutOutdated(manager, workspaceId, computed);
      const [first] = points;
      if (!first) return 0;
      const known = new Map(
        (
          await readPoints(
            manager,
            'workspace_id = $1 AND metric = $2 AND grain = $3 AND window_name = $4 AND end_day = ANY ($5::date[]) ORDER BY sealed_points.end_day FOR UPDATE',
            [workspaceId, first.metric, first.grain, first.window, points.map(({ end }) => end)],
          )
        ).map((point) => [point.end, point]),
      );
      // Another process may have been faster, with newer numbers.
      const newer = points.filter((after) => !isOlder(after, known.get(after.end)));
      const changed = newer.flatMap((after) => {
        const before = known.get(after.end);
        return before && before.value !== after.value ? [{ before, after }] : [];
      });
      await upsert(manager, workspaceId, newer);
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

const isOlder = (after: NewPoint, before: StoredPoint | undefined): boolean =>
  before !== undefined &&
  (after.revision < before.revision ||
    (after.revision === before.revision && after.touchVersion < before.touchVersion));

async function withoutOutdated(
  manager: EntityManager,
  workspaceId: number,
  points: readonly NewPoint[],
): Promise<readonly NewPoint[]> {
  const rows: { position: number }[] = await manager.query(
    `SELECT p.position FROM jsonb_to_recordset($2::jsonb)
       AS p (position int, revision int, "touchVersion" bigint, first_day date, last_day date)
     JOIN workspaces AS w ON w.id = $1 AND w.revision = p.revision
     WHERE NOT EXISTS (SELECT FROM day_touches AS t
       WHERE t.workspace_id = $1 AND t.revision = p.revision AND t.version > p."touchVersion"
         AND t.day <= p.last_day AND (p.first_day IS NULL OR t.day >= p.first_day))
     ORDER BY p.position`,
    [
      workspaceId,
      JSON.stringify(
        points.map(({ revision, touchVersion, inputs }, position) => ({
          ...{ position, revision, touchVersion },
          ...{ first_day: inputs.from ?? null, last_day: inputs.to },
        })),
      ),
    ],
  );
  return rows.map(({ position }) => points[position] as NewPoint);
}

async function upsert(manager: EntityManager, workspaceId: number, points: readonly NewPoint[]): Promise<void> {
  if (points.length === 0) return;
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
