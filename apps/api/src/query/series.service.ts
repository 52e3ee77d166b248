import type { SeriesAnswer, SeriesPoint, SeriesQuery } from '@grapevine/contracts';
import {
  type CountMetric,
  counterpartOf,
  covers,
  isOfDeliveries,
  type Period,
  type Question,
  SealWitness,
  withEarlier,
} from '@grapevine/metrics';
import { Warehouse } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import { DeliverySeries } from '../delivery/delivery-series.js';
import { metaOf } from './answer-meta.js';
import { type AskedWorkspace, AskedWorkspaceReader } from './asked-workspace.js';
import { CountLineReader } from './count-lines.js';
import { CountFetcher, type CountScope, type Segments } from './counts.fetch.js';
import { refuseTooManyPoints } from './periods.plan.js';
import { comparison } from './series.compare.js';
import { planSeries, type SeriesPlan } from './series.plan.js';
import { pointsOf, type SeriesLine } from './series.points.js';

type CountPlan = SeriesPlan<CountMetric>;

/** Answers `GET /v1/series`: plan, fetch what the metric's formula needs, and give every period its point. */
@Injectable()
export class SeriesService {
  private readonly fetcher: CountFetcher;

  constructor(
    warehouse: Warehouse,
    private readonly asked: AskedWorkspaceReader,
    private readonly countLines: CountLineReader,
    private readonly deliveries: DeliverySeries,
  ) {
    this.fetcher = new CountFetcher(warehouse);
  }

  async answer(workspaceId: number, query: SeriesQuery): Promise<SeriesAnswer> {
    const asked = await this.asked.read(workspaceId, query);
    const plan = planSeries(query, asked.workspace, asked.range, asked.population.kept);
    const { metric } = plan;
    const data = isOfDeliveries(metric)
      ? await this.deliveries.points({ ...plan, metric }, asked)
      : await this.points({ ...plan, metric }, asked);
    return { data, meta: seriesMeta(plan, query, asked) };
  }

  private async points(plan: CountPlan, asked: AskedWorkspace): Promise<SeriesPoint[]> {
    const segments = await this.segments(plan, asked);
    const [total] = await this.lines(plan, plan.periods, asked, undefined);
    const lines = segments ? await this.lines(plan, plan.periods, asked, segments) : undefined;
    const compare = await comparison(plan, asked.today, (periods) => this.lines(plan, periods, asked, segments));
    return pointsOf(plan.periods, asked.today, total as SeriesLine, lines, compare);
  }

  private async segments(plan: CountPlan, asked: AskedWorkspace): Promise<Segments | undefined> {
    if (plan.by === undefined) return undefined;
    const { formula } = plan.metric;
    const periods = plan.periods.filter((period) => covers(asked.range, period, plan.span));
    const range = { span: plan.span, periods };
    const scope = scopeOf(plan, asked);
    const earlier = earlierOf(plan).filter((period) => covers(asked.range, period, plan.span));
    const size = formula.sizedBy ?? 'active_members';
    const segments = await this.fetcher.segments(size, range, scope, plan.by, plan.limit, earlier);
    refuseTooManyPoints(plan.periods.length, segments.names.length);
    return segments;
  }

  private async lines(
    plan: CountPlan,
    periods: readonly Period[],
    asked: AskedWorkspace,
    segments: Segments | undefined,
  ): Promise<SeriesLine[]> {
    const { formula } = plan.metric;
    const { range, today, dayAgo } = asked;
    const question: Question = { span: plan.span, periods, over: plan.over, range, today, dayAgo };
    const lines = await this.countLines.read(asked, formula.needs(question), scopeOf(plan, asked), segments);
    return lines.map(({ segment, counts }) => ({
      segment,
      valueOf: (period) => formula.value(period, question, counts),
      isSealed: (period) => {
        const witness = new SealWitness(counts);
        formula.value(period, question, witness);
        return witness.allSealed;
      },
    }));
  }
}

const scopeOf = ({ filters, among }: CountPlan, { population }: AskedWorkspace): CountScope => ({
  population: { ...population, among },
  filters,
});

/** The periods before those of an answer that its values and comparisons depend on. */
function earlierOf({ metric, span, periods, over, compare }: CountPlan): Period[] {
  const [first] = periods;
  const compared = first && compare && counterpartOf(first, span, compare);
  const lookBack = (from: Period): Period[] =>
    withEarlier({ span, periods: [from] }, metric.formula.lookBack(over)).slice(0, -1);
  return [...(compared ? [...lookBack(compared), compared] : []), ...(first ? lookBack(first) : [])];
}

function seriesMeta(plan: SeriesPlan, query: SeriesQuery, asked: AskedWorkspace): SeriesAnswer['meta'] {
  return {
    ...metaOf(plan.metric, plan.periods, query.filter, asked),
    metric: plan.metric.id,
    grain: plan.grain,
    window: plan.window,
    ...(plan.by === undefined ? {} : { by: plan.by }),
    ...(plan.metric.over === undefined ? {} : { over: plan.over }),
    ...(plan.compare === undefined ? {} : { compare: plan.compare }),
  };
}
