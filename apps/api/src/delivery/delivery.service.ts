import {
  DEFAULT_HORIZON_DAYS,
  DELIVERY_DIMENSIONS,
  type DeliveryAnswer,
  type DeliveryQuery,
  type DeliveryRow,
  OTHER_SEGMENT,
} from '@grapevine/contracts';
import { covers, deliveryFiguresOf, isMaturing, metricOf, type Period, UNKNOWN_DELIVERY } from '@grapevine/metrics';
import { type DeliveryFigures, deliveryFigures, firstReceiptDays, Warehouse } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import { invalid } from '../http/parse.js';
import { metaOf } from '../query/answer-meta.js';
import { type AskedWorkspace, AskedWorkspaceReader } from '../query/asked-workspace.js';
import { parseFilter } from '../query/filter.js';
import { planPeriods, refuseTooManyPoints } from '../query/periods.plan.js';
import { horizonsOf, longestHorizon, reportingOf } from './receipts.js';

type Filters = ReturnType<typeof parseFilter>[];

/** Answers `GET /v1/delivery`: what became of the messages. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly asked: AskedWorkspaceReader,
  ) {}

  async answer(workspaceId: number, query: DeliveryQuery): Promise<DeliveryAnswer> {
    const asked = await this.asked.read(workspaceId);
    const filters = query.filter.map(parseFilter);
    refuseUnknownDimensions(filters);
    const periods = planPeriods(query, undefined, asked.range);
    const figures = await this.figures(query, filters, periods, asked);
    const segments = query.by === undefined ? [undefined] : segmentsOf(figures);
    refuseTooManyPoints(periods.length, segments.length);
    const found = new Map(figures.map((one) => [`${one.bucket} ${one.segment}`, one]));
    return {
      data: segments.flatMap((segment) =>
        periods.map((period) => rowOf(period, found.get(`${period.start} ${segment ?? ''}`), segment, query, asked)),
      ),
      meta: {
        ...metaOf(metricOf('delivery'), periods, query.filter, asked),
        grain: query.grain,
        ...(query.by === undefined ? {} : { by: query.by }),
        horizon_days: DEFAULT_HORIZON_DAYS,
        channels: asked.workspace.channels,
      },
    };
  }

  private async figures(
    { grain, by, limit }: DeliveryQuery,
    filters: Filters,
    periods: readonly Period[],
    { workspace, range, population }: AskedWorkspace,
  ): Promise<DeliveryFigures[]> {
    const known = periods.filter((period) => covers(range, period, grain));
    const [first, last] = [known[0], known.at(-1)];
    if (!first || !last) return [];
    const seen = await this.warehouse.query(firstReceiptDays(workspace.id, workspace.revision));
    const question: Parameters<typeof deliveryFigures>[0] = {
      ...population,
      from: first.start,
      to: last.end,
      span: grain,
      filters,
      horizons: horizonsOf(workspace.channels),
      reporting: reportingOf(workspace.channels, seen, grain),
    };
    const breakdown = by && { dimension: by, most: limit, otherLabel: OTHER_SEGMENT };
    return this.warehouse.query(deliveryFigures(question, breakdown));
  }
}

function refuseUnknownDimensions(filters: Filters): void {
  const allowed: readonly string[] = DELIVERY_DIMENSIONS;
  const errors = filters
    .filter(({ dimension }) => !allowed.includes(dimension))
    .map(({ dimension }) => ({
      parameter: 'filter',
      message: `${dimension} is not known of deliveries (${allowed.join(', ')})`,
      allowed: [...allowed],
    }));
  if (errors.length > 0) throw invalid('The query', errors);
}

/** The largest first, of equal ones the first by name; what is not shown by name comes last. */
function segmentsOf(figures: readonly DeliveryFigures[]): string[] {
  const sizes = new Map(figures.map(({ segment, size }) => [segment, size]));
  const place = (segment: string) => (segment === OTHER_SEGMENT ? -1 : (sizes.get(segment) ?? 0));
  return [...sizes.keys()].sort((a, b) => place(b) - place(a) || (a < b ? -1 : 1));
}

function rowOf(
  period: Period,
  figures: DeliveryFigures | undefined,
  segment: string | undefined,
  { grain }: DeliveryQuery,
  { workspace, range, today }: AskedWorkspace,
): DeliveryRow {
  // Of a period without a message nobody knows which channel's messages are still to be seen.
  const horizon = figures && figures.sent > 0 ? figures.horizon : longestHorizon(horizonsOf(workspace.channels));
  return {
    ...period,
    ...(covers(range, period, grain) ? deliveryFiguresOf(figures) : UNKNOWN_DELIVERY),
    maturing: isMaturing(period, horizon, today),
    complete: period.end < today,
    // No figure is sealed yet: each is computed from the deliveries when asked.
    sealed: false,
    ...(segment === undefined ? {} : { segment }),
  };
}
