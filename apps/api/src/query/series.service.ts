import type { SeriesAnswer, SeriesMeta, SeriesPoint, SeriesQuery } from '@grapevine/contracts';
import type { WorkspaceEntity } from '@grapevine/database';
import { type DataRange, pointsOf } from '@grapevine/metrics';
import { LocalDays } from '@grapevine/pipeline';
import { type Population, Warehouse } from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { readDataRange } from './data-range.js';
import { readPopulation } from './population.js';
import { type Counts, SeriesFetcher } from './series.fetch.js';
import { planSeries, type SeriesPlan } from './series.plan.js';

/** Answers `GET /v1/series`: plan, fetch, and give every period its point. */
@Injectable()
export class SeriesService {
  private readonly fetcher: SeriesFetcher;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    @Inject(CLOCK) private readonly now: Clock,
  ) {
    this.fetcher = new SeriesFetcher(warehouse);
  }

  async answer(workspaceId: number, query: SeriesQuery): Promise<SeriesAnswer> {
    const asOf = this.now();
    const workspace = await this.workspaces.get(workspaceId);
    const range = await readDataRange(this.warehouse, workspace);
    const population = await readPopulation(this.warehouse, workspace);
    const plan = planSeries(query, workspace, range);
    const today = new LocalDays(workspace.timeZone).dayOf(asOf);
    const draw = (counts: Counts): SeriesPoint[] =>
      pointsOf(plan.periods, counts, {
        range,
        today,
        empty: plan.metric.emptyPeriod,
        rolling: plan.rollingDays !== undefined,
        // No number is sealed yet: each is computed from the sets when asked.
      }).map((point) => ({ ...point, sealed: false }));
    const total = draw(await this.fetcher.total(plan, population));
    const data = plan.by === undefined ? total : await this.breakDown(plan, population, plan.by, draw, total);
    return { data, meta: metaOf(plan, query, workspace, range, asOf) };
  }

  private async breakDown(
    plan: SeriesPlan,
    population: Population,
    by: string,
    draw: (counts: Counts) => SeriesPoint[],
    total: readonly SeriesPoint[],
  ): Promise<SeriesPoint[]> {
    const segments = await this.fetcher.segments(plan, population, by);
    return segments.flatMap(({ segment, counts }) =>
      draw(counts).map((point, i) => ({ ...point, segment, total: total[i]?.value ?? null })),
    );
  }
}

function metaOf(
  plan: SeriesPlan,
  query: SeriesQuery,
  workspace: WorkspaceEntity,
  range: DataRange | undefined,
  asOf: number,
): SeriesMeta {
  const { id, version, text, unit } = plan.metric;
  return {
    metric: id,
    definition: { id, version, text },
    unit,
    grain: plan.grain,
    window: plan.window,
    time_zone: workspace.timeZone,
    range: { start: plan.periods[0]?.start ?? null, end: plan.periods.at(-1)?.end ?? null },
    ...(plan.by === undefined ? {} : { by: plan.by }),
    ...(query.filter.length === 0 ? {} : { filter: query.filter }),
    as_of: new Date(asOf).toISOString(),
    data_from: range?.first ?? null,
    data_through: range?.last ?? null,
    definition_version: workspace.definitionVersion,
    activity_types: workspace.activityTypes,
    exact: true,
  };
}
