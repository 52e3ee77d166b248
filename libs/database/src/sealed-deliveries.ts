import type { DataSource, EntityManager } from 'typeorm';
import { recordRestatements } from './restatements.js';
import { type Explanation, isOlder, type NewBasis, type StoredBasis, withoutOutdated } from './seal-basis.js';

/** What became of the messages of one period. `F`: figures of one channel, or of all. */
interface SealedPeriod<F> {
  readonly grain: string;
  readonly period: string;
  readonly start: string;
  readonly end: string;
  readonly figures: readonly F[];
  /** Says by which settings of the channels they were counted. */
  readonly settings: string;
}

export type StoredDeliveries<F> = SealedPeriod<F> & StoredBasis;
export type NewDeliveries<F> = SealedPeriod<F> & NewBasis;

/** One figure that is another now. */
export interface ChangedFigure {
  readonly metric: string;
  readonly segment: { readonly dimension: string; readonly value: string } | undefined;
  readonly from: number | null;
  readonly to: number | null;
}

/** Says which figures differ, and why. */
export interface DeliveryReview<F> {
  readonly changes: (before: readonly F[], after: readonly F[]) => ChangedFigure[];
  readonly explain: Explanation<StoredDeliveries<F>, NewDeliveries<F>>;
}

interface Row extends Record<'grain' | 'period' | 'start_day' | 'end_day' | 'exclusions' | 'settings', string> {
  readonly figures: unknown;
  readonly metric_version: number;
  readonly revision: number;
  readonly definition_version: number;
  readonly touch_version: string;
  readonly sealed_ms: string;
}

/** The figures of deliveries that were told to be final. Whoever stores them knows their shape. */
export class SealedDeliveries {
  constructor(private readonly source: DataSource) {}

  /** What is stored of periods that end within these days, valid or not. */
  async read<F>(workspaceId: number, grain: string, from: string, to: string): Promise<StoredDeliveries<F>[]> {
    return readStored<F>(
      this.source.manager,
      'workspace_id = $1 AND grain = $2 AND end_day BETWEEN $3 AND $4 ORDER BY sealed_deliveries.end_day',
      [workspaceId, grain, from, to],
    );
  }

  /**
   * Stores the figures of periods of one grain in place of the former ones, and puts on record which have changed, in the same
   * transaction. What was touched since it was computed, or is not of the present revision, is left out.
   *
   * @returns how many figures are restated
   */
  async seal<F>(
    workspaceId: number,
    computed: readonly NewDeliveries<F>[],
    { changes, explain }: DeliveryReview<F>,
  ): Promise<number> {
    return this.source.transaction(async (manager) => {
      const current = await withoutOutdated(manager, workspaceId, computed);
      const [first] = current;
      if (!first) return 0;
      const known = new Map(
        (
          await readStored<F>(
            manager,
            'workspace_id = $1 AND grain = $2 AND end_day = ANY ($3::date[]) ORDER BY sealed_deliveries.end_day FOR UPDATE',
            [workspaceId, first.grain, current.map(({ end }) => end)],
          )
        ).map((stored) => [stored.end, stored]),
      );
      const newer = current.filter((after) => !isOlder(after, known.get(after.end)));
      const restated = newer.flatMap((after) => {
        const before = known.get(after.end);
        return before === undefined
          ? []
          : changes(before.figures, after.figures).map((change) => ({
              ...{ grain: after.grain, window: 'calendar', period: after.period, start: after.start, end: after.end },
              ...change,
              ...explain(before, after),
              sealedAt: before.sealedAt,
            }));
      });
      await upsert(manager, workspaceId, newer);
      await recordRestatements(manager, workspaceId, restated);
      return restated.length;
    });
  }
}

async function readStored<F>(
  manager: EntityManager,
  where: string,
  parameters: unknown[],
): Promise<StoredDeliveries<F>[]> {
  const rows: Row[] = await manager.query(
    `SELECT grain, period, start_day::text AS start_day, end_day::text AS end_day, figures, metric_version, revision,
       definition_version, touch_version, exclusions, settings,
       floor(extract(epoch FROM sealed_at) * 1000)::bigint AS sealed_ms
     FROM sealed_deliveries WHERE ${where}`,
    parameters,
  );
  return rows.map((row) => ({
    ...{ grain: row.grain, period: row.period, start: row.start_day, end: row.end_day },
    figures: row.figures as F[],
    ...{ metricVersion: row.metric_version, revision: row.revision, definitionVersion: row.definition_version },
    ...{ exclusions: row.exclusions, settings: row.settings },
    touchVersion: Number(row.touch_version),
    sealedAt: Number(row.sealed_ms),
  }));
}

async function upsert(
  manager: EntityManager,
  workspaceId: number,
  periods: readonly NewDeliveries<unknown>[],
): Promise<void> {
  if (periods.length === 0) return;
  await manager.query(
    `INSERT INTO sealed_deliveries (workspace_id, grain, period, start_day, end_day, figures, metric_version, revision,
       definition_version, touch_version, exclusions, settings)
     SELECT $1, p.grain, p.period, p.start, p."end", p.figures, p."metricVersion", p.revision, p."definitionVersion",
       p."touchVersion", p.exclusions, p.settings
     FROM jsonb_to_recordset($2::jsonb) AS p (grain text, period text, start date, "end" date, figures jsonb,
       "metricVersion" int, revision int, "definitionVersion" int, "touchVersion" bigint, exclusions text, settings text)
     ON CONFLICT (workspace_id, grain, end_day) DO UPDATE SET
       period = excluded.period, start_day = excluded.start_day, figures = excluded.figures,
       metric_version = excluded.metric_version, revision = excluded.revision,
       definition_version = excluded.definition_version, touch_version = excluded.touch_version,
       exclusions = excluded.exclusions, settings = excluded.settings, sealed_at = now()`,
    [workspaceId, JSON.stringify(periods)],
  );
}
