import { OTHER_SEGMENT } from '@grapevine/contracts';
import { arrivalsOf } from './arrivals.js';
import { FlowCounter } from './flows.js';
import { REST } from './kept-values.js';
import type { LogFacts, Segment } from './log-recorder.js';
import { distinctMembers, type MemberDays } from './member-days.js';
import { type AuditSpan, type Periods, periodsOf } from './periods.js';
import { segmentUntil, unionOfSegments } from './segments.js';
import { dailyOf, type SegmentTable } from './series-values.js';

/** Segments that an answer shows by name. */
const MOST_SHOWN = 1_000;

/** A line of an answer: a segment, or everybody. */
export interface TableLine {
  readonly segment: string | undefined;
  readonly table: SegmentTable;
  /** The same of the days until one, that day included. */
  until(day: number): SegmentTable;
}

function signupsOf({ days, members }: MemberDays, periods: Periods): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  days.forEach((day, i) => {
    const period = periods.of(day);
    counts.set(period, (counts.get(period) ?? 0) + (members[i] as Uint32Array).length);
  });
  return counts;
}

const activeDays = ({ days }: MemberDays, from: number, to: number): number =>
  days.filter((day) => day >= from && day <= to).length;

const byteOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const tellsOthers = (rows: readonly { readonly segment?: string | undefined }[]): boolean =>
  rows.some(({ segment }) => segment === OTHER_SEGMENT);

/** The tables of everybody and of the segments of one dimension, over the periods of one span. */
export class SegmentTables {
  private readonly counter: FlowCounter;
  private readonly periods: Periods;
  private readonly tables = new Map<string, SegmentTable>();
  private readonly segments: ReadonlyMap<string, Segment>;
  private lastShown: { readonly key: string; readonly lines: TableLine[] } | undefined;

  constructor(
    private readonly facts: LogFacts,
    private readonly span: AuditSpan,
    private readonly dimension: string | undefined,
  ) {
    this.counter = new FlowCounter(facts.members);
    this.periods = periodsOf(span);
    this.segments = (dimension === undefined ? undefined : facts.segments.get(dimension)) ?? new Map();
  }

  /** How many lines an answer may have. */
  get lines(): number {
    return Math.max(1, Math.min(this.segments.size, MOST_SHOWN + 1));
  }

  get everybody(): SegmentTable {
    return this.table('', this.facts.everybody);
  }

  /**
   * The lines of an answer about the days from `from` to `to`: the largest segments there, and one of all others.
   *
   * @param measure what makes a segment large
   * @param tellsOthers whether the answer has a line of the others: it also has one for who was there only before these days
   */
  shown(measure: keyof Segment, from: number, to: number, tellsOthers: boolean): TableLine[] {
    if (this.dimension === undefined) return [this.line(undefined, this.facts.everybody)];
    const key = `${measure} ${from} ${to} ${tellsOthers}`;
    const lines = this.lastShown?.key === key ? this.lastShown.lines : this.largest(measure, from, to, tellsOthers);
    this.lastShown = { key, lines };
    return lines;
  }

  private largest(measure: keyof Segment, from: number, to: number, tellsOthers: boolean): TableLine[] {
    // Where all can be shown nobody needs to be counted: their order says nothing.
    const sizeOf = this.segments.size <= MOST_SHOWN ? activeDays : distinctMembers;
    const present = [...this.segments]
      .map(([name, segment]) => ({ name, segment, size: sizeOf(segment[measure], from, to) }))
      .filter(({ size }) => size > 0)
      .sort((a, b) => b.size - a.size || byteOrder(a.name, b.name));
    // What is not kept takes the place of nothing that is; a value of that name is one of the others.
    const named = present.filter(({ name }) => name !== REST);
    const shown = named.slice(0, MOST_SHOWN).filter(({ name }) => name !== OTHER_SEGMENT);
    const lines = shown.map(({ name, segment }) => this.line(name, segment));
    if (shown.length === present.length && !tellsOthers) return lines;
    const names = new Set(shown.map(({ name }) => name));
    const others = [...this.segments].flatMap(([name, segment]) => (names.has(name) ? [] : [segment]));
    // Who the others are depends on the question: their tables are not kept.
    const other = unionOfSegments(others);
    return [
      ...lines,
      { segment: OTHER_SEGMENT, table: this.compute(other), until: (day) => this.compute(segmentUntil(other, day)) },
    ];
  }

  private line(name: string | undefined, segment: Segment): TableLine {
    const key = name === undefined ? '' : `=${name}`;
    return {
      segment: name,
      table: this.table(key, segment),
      until: (day) => this.table(`${day}${key}`, segmentUntil(segment, day)),
    };
  }

  private table(key: string, segment: Segment): SegmentTable {
    let table = this.tables.get(key);
    if (!table) {
      table = this.compute(segment);
      this.tables.set(key, table);
    }
    return table;
  }

  private compute({ activity, signups, invites }: Segment): SegmentTable {
    return {
      flows:
        'rollingDays' in this.span
          ? this.counter.rolling(activity, this.span.rollingDays)
          : this.counter.calendar(activity, this.periods),
      signups: signupsOf(signups, this.periods),
      arrivals: arrivalsOf({ signups, invites }, this.facts.signupFacts, this.periods),
      daily: dailyOf(activity),
    };
  }
}
