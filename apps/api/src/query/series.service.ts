import type { SeriesAnswer, SeriesPoint, SeriesQuery } from '@grapevine/contracts';
import {
  comparedPoint,
  counterpartOf,
  covers,
  cutToElapsed,
  type Period,
  periodsBetween,
  type Question,
  SealWitness,
  windowsBetween,
  withEarlier,
} from '@grapevine/metrics';
import { Warehouse } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import { metaOf } from './answer-meta.js';
import { type AskedWorkspace, AskedWorkspaceReader } from './asked-workspace.js';
import { CountLineReader } from './count-lines.js';
import { CountFetcher, type CountScope, type Segments } from './counts.fetch.js';
import { refuseTooManyPoints } from './periods.plan.js';
import { planSeries, type SeriesPlan } from './series.plan.js';

/** A metric's values of one segment, or of everybody. */
interface Line {
  readonly segment: string | undefined;
  readonly valueOf: (period: Period) => number | null;
  readonly isSealed: (period: Period) => boolean;
}

/** Answers `GET /v1/series`: plan, fetch what the metric's formula needs, and give every period its point. */
@Injectable()
export class SeriesService {
  private readonly fetcher: CountFetcher;

  constructor(
    warehouse: Warehouse,
    private readonly asked: AskedWorkspaceReader,
    private readonly countLines: CountLineReader,
  ) {
    this.fetcher = new CountFetcher(warehouse);
  }

  async answer(workspaceId: number, query: SeriesQuery): Promise<SeriesAnswer> {
    const asked = await this.asked.read(workspaceId);
    const plan = planSeries(query, asked.workspace, asked.range);
    const segments = await this.segments(plan, asked);
    const total = await this.lines(plan, plan.periods, asked, undefined);
    const lines = segments ? await this.lines(plan, plan.periods, asked, segments) : total;
    const compare = await this.comparison(plan, asked, segments);
    const data = lines.flatMap(({ segment, valueOf, isSealed }, i) =>
      plan.periods.map((period): SeriesPoint => {
        const value = valueOf(period);
        return {
          ...period,
          value,
          complete: period.end < asked.today,
          sealed: isSealed(period),
          ...(segment === undefined ? {} : { segment, total: total[0]?.valueOf(period) ?? null }),
          ...(compare ? { compare: compare(i, period, value) } : {}),
        };
      }),
    );
    return { data, meta: seriesMeta(plan, query, asked) };
  }

  private async segments(plan: SeriesPlan, asked: AskedWorkspace): Promise<Segments | undefined> {
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
    plan: SeriesPlan,
    periods: readonly Period[],
    asked: AskedWorkspace,
    segments: Segments | undefined,
  ): Promise<Line[]> {
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

  /** @returns what to show beside a point of the line at a position; undefined where nothing is compared */
  private async comparison(plan: SeriesPlan, asked: AskedWorkspace, segments: Segments | undefined) {
    const { compare, span } = plan;
    if (compare === undefined) return undefined;
    const counterparts = new Map(plan.periods.map((period) => [period, counterpartOf(period, span, compare)]));
    const whole = await this.lines(plan, consecutive([...counterparts.values()], plan), asked, segments);
    const cuts = new Map<Period, { readonly cut: Period; readonly lines: Line[] }>();
    for (const [period, counterpart] of counterparts) {
      const cut = counterpart && cutToElapsed(counterpart, period, span, asked.today);
      if (cut && cut !== counterpart) {
        cuts.set(period, { cut, lines: await this.lines(plan, [cut], asked, segments) });
      }
    }
    return (line: number, period: Period, value: number | null) => {
      const found = cuts.get(period);
      const counterpart = found?.cut ?? counterparts.get(period);
      const then = counterpart && (found?.lines ?? whole)[line]?.valueOf(counterpart);
      return comparedPoint(value, counterpart, then ?? null);
    };
  }
}

const scopeOf = ({ filters, among }: SeriesPlan, { population }: AskedWorkspace): CountScope => ({
  population: { ...population, among },
  filters,
});

/** The periods before those of an answer that its values and comparisons depend on. */
function earlierOf({ metric, span, periods, over, compare }: SeriesPlan): Period[] {
  const [first] = periods;
  const compared = first && compare && counterpartOf(first, span, compare);
  const lookBack = (from: Period): Period[] =>
    withEarlier({ span, periods: [from] }, metric.formula.lookBack(over)).slice(0, -1);
  return [...(compared ? [...lookBack(compared), compared] : []), ...(first ? lookBack(first) : [])];
}

/** All periods from the first counterpart to the last: 29 February may lie between two that are wanted. */
function consecutive(counterparts: readonly (Period | undefined)[], { span }: SeriesPlan): Period[] {
  const found = counterparts.filter((period) => period !== undefined);
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return [];
  return typeof span === 'string'
    ? periodsBetween(first.start, last.start, span, Number.POSITIVE_INFINITY)
    : windowsBetween(first.end, last.end, span.rollingDays, Number.POSITIVE_INFINITY);
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
