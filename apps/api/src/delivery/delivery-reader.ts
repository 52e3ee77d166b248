import { type Grain, OTHER_SEGMENT } from '@grapevine/contracts';
import type { Period } from '@grapevine/metrics';
import { type DeliveryFigures, Warehouse } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import type { AskedWorkspace } from '../query/asked-workspace.js';
import { refuseTooManyPoints } from '../query/periods.plan.js';
import { type SealedDeliveryAnswer, SealedDeliveryFigures } from '../sealing/sealed-delivery-figures.js';
import { type DeliveryBreakdown, DeliveryFetcher, type DeliveryScope } from './delivery.fetch.js';
import { DeliveryLine } from './delivery-line.js';

/** What was counted, and of which periods it is stored. */
interface Found {
  readonly figures: readonly DeliveryFigures[];
  readonly sealed: SealedDeliveryAnswer;
}

/** Reads the figures of deliveries: stored ones where they are sealed, and computes all others. */
@Injectable()
export class DeliveryReader {
  private readonly fetcher: DeliveryFetcher;

  constructor(
    warehouse: Warehouse,
    private readonly stored: SealedDeliveryFigures,
  ) {
    this.fetcher = new DeliveryFetcher(warehouse);
  }

  /** All deliveries that the filters let through. */
  async total(asked: AskedWorkspace, scope: DeliveryScope): Promise<DeliveryLine> {
    const { figures, sealed } = await this.find(asked, scope, undefined);
    return new DeliveryLine(undefined, byBucket(figures), scope.grain, asked, sealed);
  }

  /** The largest segments by messages sent, at most so many by name; what is not shown by name is one line, the last. */
  async largest(asked: AskedWorkspace, scope: DeliveryScope, dimension: string, most: number): Promise<DeliveryLine[]> {
    const found = await this.find(asked, scope, { dimension, most, kept: asked.population.kept });
    const names = segmentsOf(found.figures);
    refuseTooManyPoints(scope.periods.length, names.length);
    return linesOf(names, found, scope, asked);
  }

  /** The segments of these names in other periods than those that made them the largest. The last line holds all others. */
  async named(
    asked: AskedWorkspace,
    scope: DeliveryScope,
    dimension: string,
    shown: readonly string[],
  ): Promise<{ readonly lines: DeliveryLine[]; readonly hasOthers: boolean }> {
    const found = await this.find(asked, scope, { dimension, shown, kept: asked.population.kept });
    const hasOthers = found.figures.some(({ segment }) => segment === OTHER_SEGMENT);
    return { lines: linesOf([...shown, OTHER_SEGMENT], found, scope, asked), hasOthers };
  }

  /** A segment of which nothing was sent. */
  empty(asked: AskedWorkspace, grain: Grain, segment: string): DeliveryLine {
    return new DeliveryLine(segment, new Map(), grain, asked);
  }

  private async find(asked: AskedWorkspace, scope: DeliveryScope, by: DeliveryBreakdown | undefined): Promise<Found> {
    const { grain, periods } = scope;
    const reporting = await this.fetcher.reporting(asked, grain);
    // Stored are figures of all deliveries, and those of each channel, be they kept by now or not.
    const isOfChannels = by?.dimension === 'channel' && !by.kept?.has('channel');
    const mayBeStored = scope.filters.length === 0 && (by === undefined || isOfChannels);
    const sealed: SealedDeliveryAnswer = mayBeStored
      ? await this.stored.read(asked, grain, periods, reporting)
      : new Map();
    const computed = await this.fetcher.figures(
      asked,
      { ...scope, periods: withoutSealedEnds(periods, sealed) },
      reporting,
      by,
    );
    const figures = [
      ...computed.filter(({ bucket }) => !sealed.has(bucket)),
      ...[...sealed.values()].flat().filter(({ segment }) => (segment === '') === (by === undefined)),
    ];
    if (sealed.size === 0 || by === undefined || areAllNamed(figures, by)) return { figures, sealed };
    // Percentiles of the others are not those of their channels: they are computed from the deliveries.
    return { figures: await this.fetcher.figures(asked, scope, reporting, by), sealed: new Map() };
  }
}

/** The periods from the first to the last that is not sealed: a question is about consecutive ones. */
function withoutSealedEnds(periods: readonly Period[], sealed: SealedDeliveryAnswer): readonly Period[] {
  const open = ({ start }: Period): boolean => !sealed.has(start);
  const first = periods.findIndex(open);
  return first === -1 ? [] : periods.slice(first, periods.findLastIndex(open) + 1);
}

/** Whether every segment can be shown by name. */
function areAllNamed(figures: readonly DeliveryFigures[], by: DeliveryBreakdown): boolean {
  const names = [...new Set(figures.map(({ segment }) => segment))];
  const isShown = 'shown' in by ? (name: string) => by.shown.includes(name) : () => names.length <= by.most;
  return names.every((name) => name !== OTHER_SEGMENT && isShown(name));
}

const byBucket = (figures: readonly DeliveryFigures[]) => new Map(figures.map((one) => [one.bucket, one]));

function linesOf(
  names: readonly string[],
  { figures, sealed }: Found,
  { grain }: DeliveryScope,
  asked: AskedWorkspace,
): DeliveryLine[] {
  const bySegment = new Map<string, DeliveryFigures[]>(names.map((name) => [name, []]));
  for (const one of figures) bySegment.get(one.segment)?.push(one);
  return [...bySegment].map(([name, own]) => new DeliveryLine(name, byBucket(own), grain, asked, sealed));
}

/** The largest by messages sent first, of equal ones the first by name; what is not shown by name comes last. */
function segmentsOf(figures: readonly DeliveryFigures[]): string[] {
  const sizes = new Map<string, number>();
  for (const { segment, sent } of figures) sizes.set(segment, (sizes.get(segment) ?? 0) + sent);
  const place = (segment: string) => (segment === OTHER_SEGMENT ? -1 : (sizes.get(segment) ?? 0));
  return [...sizes.keys()].sort((a, b) => place(b) - place(a) || (a < b ? -1 : 1));
}
