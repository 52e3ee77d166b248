import type { DataSource, EntityManager } from 'typeorm';
import { type PointKey, recordRestatements } from './restatements.js';
import { type Explanation, isOlder, type NewBasis, type StoredBasis, withoutOutdated } from './seal-basis.js';

/** A number that is told to be final, with all that it was computed from. */
export interface StoredPoint extends PointKey, StoredBasis {
  readonly value: number;
}

export type NewPoint = Omit<StoredPoint, 'sealedAt'> & NewBasis;

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

  /** How many numbers of everything are told to be final, and when the last one was; epoch milliseconds. */
  async summary(workspaceId: number): Promise<{ count: number; lastAt: number | null }> {
    const [row] = await this.source.query(
      `SELECT count(*)::int AS count, floor(extract(epoch FROM max(sealed_at)) * 1000)::float8 AS "lastAt"
       FROM sealed_points WHERE workspace_id = $1`,
      [workspaceId],
    );
    return row;
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
      const restated = changed.map(({ before, after }) => ({
        ...after,
        ...explain(before, after),
        ...{ from: before.value, to: after.value, sealedAt: before.sealedAt },
      }));
      await recordRestatements(manager, workspaceId, restated);
      return restated.length;
    });
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
