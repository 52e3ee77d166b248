import { OTHER_SEGMENT } from '@grapevine/contracts';
import { type Course, isKnown, isOver } from '../course.js';
import { REST } from '../kept-values.js';
import { dateOf } from '../local-days.js';
import type { Periods } from '../periods.js';
import { filterText } from '../segments.js';
import { type DeliveryValues, deliveryValuesOf, UNKNOWN_VALUES } from './delivery-values.js';
import { CHANNEL, type DeliveryFact, placeOf } from './facts.js';
import { type Deliveries, horizonOf } from './read-deliveries.js';
import { Tally, together } from './tally.js';

const MOST_SHOWN = 1_000;

export interface DeliveryFilter {
  readonly fact: DeliveryFact;
  readonly values: readonly string[];
}

/** As a parameter of a question. */
export const deliveryFilterText = ({ fact, values }: DeliveryFilter): string =>
  filterText({ kind: 'event', dimension: fact, values });

/** A line of an answer: a segment, or all deliveries. */
export interface DeliveryLine {
  readonly segment: string | undefined;
  /** Of the others: the segments that they are not. */
  readonly besides?: readonly string[];
  /** By period. */
  readonly tallies: ReadonlyMap<number, Tally>;
}

const byteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const EVERYTHING = '';

/** Deliveries by period, and by segment of one fact if it is named, as far as filters let them through. */
export class DeliveryTables {
  private readonly segments = new Map<string, Map<number, Tally>>();

  /**
   * @param periods of which a last one may be cut short
   * @param last what was sent later is left out
   */
  constructor(
    private readonly deliveries: Deliveries,
    private readonly periods: Periods,
    private readonly by: DeliveryFact | undefined,
    filters: readonly DeliveryFilter[],
    private readonly last = Number.POSITIVE_INFINITY,
  ) {
    const { lives, values, kept } = deliveries;
    const seen = { delivered: this.seen('delivered'), read: this.seen('read') };
    const passes = filters.map(({ fact, values: names }) => {
      const codes = new Set(names.map((name) => values.find(placeOf(fact), name)));
      return (row: number): boolean => codes.has(lives.factOf(row, placeOf(fact)));
    });
    for (let row = 0; row < lives.length; row++) {
      if (lives.dayOf(row) > last || !passes.every((pass) => pass(row))) continue;
      const period = periods.of(lives.dayOf(row));
      const name =
        by === undefined ? EVERYTHING : kept.segmentOf(by, values.nameOf(placeOf(by), lives.factOf(row, placeOf(by))));
      this.tally(name, period).add(lives, row, this.reports(lives.factOf(row, CHANNEL), period, seen));
    }
  }

  /** All deliveries, where no fact is named. */
  get everything(): DeliveryLine {
    return this.line(undefined);
  }

  /** How many lines an answer may have. */
  get lines(): number {
    return Math.max(1, Math.min(this.segments.size, MOST_SHOWN + 1));
  }

  /** How many values the fact has. */
  get size(): number {
    return this.segments.size;
  }

  /** The lines of an answer about some periods: the largest segments by messages sent, and one of all others. */
  shown(first: number, last: number, tellsOthers: boolean): DeliveryLine[] {
    if (this.by === undefined) return [this.everything];
    const present = [...this.segments]
      .map(([name, tallies]) => ({ name, there: [...tallies].filter(([period]) => period >= first && period <= last) }))
      .filter(({ there }) => there.length > 0)
      .map(({ name, there }) => ({ name, size: there.reduce((sum, [, { all }]) => sum + all.sent, 0) }))
      .sort((a, b) => b.size - a.size || byteOrder(a.name, b.name));
    // What is not kept takes the place of nothing that is; a value of that name is one of the others.
    const named = present.filter(({ name }) => name !== REST);
    const names = named.slice(0, MOST_SHOWN).flatMap(({ name }) => (name === OTHER_SEGMENT ? [] : [name]));
    const lines = names.map((name) => this.line(name));
    return names.length < present.length || tellsOthers ? [...lines, this.others(names)] : lines;
  }

  /** The line of the same segment. */
  lineLike({ segment, besides }: DeliveryLine): DeliveryLine {
    return besides ? this.others(besides) : this.line(segment);
  }

  private others(names: readonly string[]): DeliveryLine {
    const shown = new Set(names);
    const others = [...this.segments].flatMap(([name, tallies]) => (shown.has(name) ? [] : [...tallies]));
    const byPeriod = new Map<number, Tally[]>();
    for (const [period, tally] of others) byPeriod.set(period, [...(byPeriod.get(period) ?? []), tally]);
    const tallies = new Map([...byPeriod].map(([period, several]) => [period, together(several)]));
    return { segment: OTHER_SEGMENT, besides: names, tallies };
  }

  /** What an answer tells of a line in a period. */
  valuesOf({ tallies }: DeliveryLine, period: number, course: Course): DeliveryValues {
    return isKnown(course, this.periods, period, false) ? deliveryValuesOf(tallies.get(period)) : UNKNOWN_VALUES;
  }

  labelsOf(period: number, course: Course) {
    const last = this.periods.lastDay(period);
    return {
      ...{ start: dateOf(this.periods.firstDay(period)), end: dateOf(last) },
      ...{
        complete: isOver(course, this.periods, period),
        maturing: last + this.deliveries.longestHorizon >= course.today,
      },
    };
  }

  private line(segment: string | undefined): DeliveryLine {
    return { segment, tallies: this.segments.get(segment ?? EVERYTHING) ?? new Map() };
  }

  private tally(segment: string, period: number): Tally {
    const tallies = this.segments.get(segment) ?? new Map<number, Tally>();
    this.segments.set(segment, tallies);
    const tally = tallies.get(period) ?? new Tally();
    tallies.set(period, tally);
    return tally;
  }

  /** The channels, as `period channel`, on which a delivery of a period was delivered, or read, whatever the filters. */
  private seen(what: 'delivered' | 'read'): ReadonlySet<string> {
    const { lives } = this.deliveries;
    const found = new Set<string>();
    for (let row = 0; row < lives.length; row++) {
      if (lives.dayOf(row) > this.last || !lives.is(row, what)) continue;
      found.add(`${this.periods.of(lives.dayOf(row))} ${lives.factOf(row, CHANNEL)}`);
    }
    return found;
  }

  /** Whether a channel tells what became of messages: as it is set, or as receipts show that can belong to the period. */
  private reports(channel: number, period: number, seen: Record<'delivered' | 'read', ReadonlySet<string>>) {
    const { channels, values, firstReceipts, firstReads } = this.deliveries;
    const name = values.nameOf(CHANNEL, channel);
    const isSet = Object.hasOwn(channels, name) ? channels[name]?.receipts : undefined;
    if (isSet === false) return { receipts: false, reads: false };
    const isSince = (first: number | undefined): boolean =>
      first !== undefined && period >= this.periods.of(first - horizonOf(channels, name));
    const place = `${period} ${channel}`;
    return {
      receipts: isSet === true || isSince(firstReceipts.get(channel)) || seen.delivered.has(place),
      reads: isSince(firstReads.get(channel)) || seen.read.has(place),
    };
  }
}
