import { OTHER_SEGMENT, type SeriesPoint } from '@grapevine/contracts';
import type { DeliveryMetric, Period } from '@grapevine/metrics';
import { Injectable } from '@nestjs/common';
import type { AskedWorkspace } from '../query/asked-workspace.js';
import { comparison } from '../query/series.compare.js';
import type { SeriesPlan } from '../query/series.plan.js';
import { pointsOf, type SeriesLine } from '../query/series.points.js';
import type { DeliveryScope } from './delivery.fetch.js';
import type { DeliveryLine } from './delivery-line.js';
import { DeliveryReader } from './delivery-reader.js';

type DeliveryPlan = SeriesPlan<DeliveryMetric>;

/** Gives the points of one figure of deliveries: the same values as `/v1/delivery` has of the same question. */
@Injectable()
export class DeliverySeries {
  constructor(private readonly reader: DeliveryReader) {}

  async points(plan: DeliveryPlan, asked: AskedWorkspace): Promise<SeriesPoint[]> {
    const { periods, by, limit } = plan;
    const lineOf = (line: DeliveryLine): SeriesLine => seriesLine(line, plan);
    const total = lineOf(await this.reader.total(asked, scopeOf(plan, periods)));
    if (by === undefined) {
      const compare = await comparison(plan, asked.today, async (others) => [
        lineOf(await this.reader.total(asked, scopeOf(plan, others))),
      ]);
      return pointsOf(periods, asked.today, total, undefined, compare);
    }
    const lines = await this.reader.largest(asked, scopeOf(plan, periods), by, limit);
    const shown = lines.flatMap(({ segment }) => (segment === undefined || segment === OTHER_SEGMENT ? [] : [segment]));
    let hasOthers = lines.length > shown.length;
    const compare = await comparison(plan, asked.today, async (others) => {
      const compared = await this.reader.named(asked, scopeOf(plan, others), by, shown);
      hasOthers ||= compared.hasOthers;
      return compared.lines.map(lineOf);
    });
    // Segments that only the compared periods have are among the others too.
    if (hasOthers && lines.length === shown.length) lines.push(this.reader.empty(asked, plan.grain, OTHER_SEGMENT));
    return pointsOf(periods, asked.today, total, lines.map(lineOf), compare);
  }
}

const scopeOf = ({ grain, filters }: DeliveryPlan, periods: readonly Period[]): DeliveryScope => ({
  grain,
  periods,
  filters,
});

const seriesLine = (line: DeliveryLine, { metric }: DeliveryPlan): SeriesLine => ({
  segment: line.segment,
  valueOf: (period) => metric.figure(line.at(period).figures),
  isSealed: (period) => line.at(period).sealed,
  isMaturing: (period) => line.at(period).maturing,
});
