import { type Grain, OTHER_SEGMENT } from '@grapevine/contracts';
import { covers, type Period } from '@grapevine/metrics';
import {
  type DeliveryFigures,
  deliveryFigures,
  firstReceiptDays,
  type SegmentFilter,
  Warehouse,
} from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import type { AskedWorkspace } from '../query/asked-workspace.js';
import { refuseTooManyPoints, refuseTooManySegments } from '../query/periods.plan.js';
import { DeliveryLine } from './delivery-line.js';
import { horizonsOf, reportingOf } from './receipts.js';

/** Which deliveries are asked about. */
export interface DeliveryScope {
  readonly grain: Grain;
  /** Consecutive. The last may be cut short of its calendar end. */
  readonly periods: readonly Period[];
  readonly filters: readonly SegmentFilter[];
}

/** More segments than an answer can show, so that each has a name. */
const ALL = 200_000;
/** The values of so many segments go into one question. */
const MOST_OTHERS = 1_000;

/** Reads the figures of deliveries. */
@Injectable()
export class DeliveryReader {
  constructor(private readonly warehouse: Warehouse) {}

  /** All deliveries that the filters let through. */
  async total(asked: AskedWorkspace, scope: DeliveryScope): Promise<DeliveryLine> {
    return new DeliveryLine(undefined, byBucket(await this.figures(asked, scope, undefined)), scope.grain, asked);
  }

  /** The largest segments by messages sent, at most so many by name; what is not shown by name is one line, the last. */
  async largest(asked: AskedWorkspace, scope: DeliveryScope, dimension: string, most: number): Promise<DeliveryLine[]> {
    const figures = await this.figures(asked, scope, { dimension, most });
    const names = segmentsOf(figures);
    refuseTooManyPoints(scope.periods.length, names.length);
    return linesOf(names, figures, scope, asked);
  }

  /**
   * The segments of these names in other periods than those that made them the largest. The last line holds all others.
   *
   * @throws ProblemError 422 where there are too many others
   */
  async named(
    asked: AskedWorkspace,
    scope: DeliveryScope,
    dimension: string,
    shown: readonly string[],
  ): Promise<{ readonly lines: DeliveryLine[]; readonly hasOthers: boolean }> {
    const figures = await this.figures(asked, scope, { dimension, most: ALL });
    const others = segmentsOf(figures).filter((name) => !shown.includes(name));
    refuseTooManySegments(others.length, MOST_OTHERS);
    const filters = [...scope.filters, { dimension, values: others }];
    const ofOthers = others.length === 0 ? [] : await this.figures(asked, { ...scope, filters }, undefined);
    const lines = linesOf(shown, figures, scope, asked);
    const other = new DeliveryLine(OTHER_SEGMENT, byBucket(ofOthers), scope.grain, asked);
    return { lines: [...lines, other], hasOthers: others.length > 0 };
  }

  /** A segment of which nothing was sent. */
  empty(asked: AskedWorkspace, grain: Grain, segment: string): DeliveryLine {
    return new DeliveryLine(segment, new Map(), grain, asked);
  }

  private async figures(
    { workspace, range, population }: AskedWorkspace,
    { grain, periods, filters }: DeliveryScope,
    by: { readonly dimension: string; readonly most: number } | undefined,
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
    return this.warehouse.query(deliveryFigures(question, by && { ...by, otherLabel: OTHER_SEGMENT }));
  }
}

const byBucket = (figures: readonly DeliveryFigures[]) => new Map(figures.map((one) => [one.bucket, one]));

function linesOf(
  names: readonly string[],
  figures: readonly DeliveryFigures[],
  { grain }: DeliveryScope,
  asked: AskedWorkspace,
): DeliveryLine[] {
  const bySegment = new Map<string, DeliveryFigures[]>(names.map((name) => [name, []]));
  for (const one of figures) bySegment.get(one.segment)?.push(one);
  return [...bySegment].map(([name, own]) => new DeliveryLine(name, byBucket(own), grain, asked));
}

/** The largest first, of equal ones the first by name; what is not shown by name comes last. */
function segmentsOf(figures: readonly DeliveryFigures[]): string[] {
  const sizes = new Map(figures.map(({ segment, size }) => [segment, size]));
  const place = (segment: string) => (segment === OTHER_SEGMENT ? -1 : (sizes.get(segment) ?? 0));
  return [...sizes.keys()].sort((a, b) => place(b) - place(a) || (a < b ? -1 : 1));
}
