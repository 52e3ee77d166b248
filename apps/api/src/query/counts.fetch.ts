import { OTHER_SEGMENT } from '@grapevine/contracts';
import {
  areConsecutive,
  type BaseCount,
  type CountAnswer,
  type CountRequest,
  type Counts,
  type Period,
  type SegmentSize,
  type Span,
} from '@grapevine/metrics';
import {
  activation,
  activeMembers,
  activeMembersBySegment,
  type Breakdown,
  growth,
  invites,
  largestInviteSegments,
  largestSegments,
  largestSignupSegments,
  type Population,
  type SegmentFilter,
  type SignupQuestion,
  signupSources,
  signups,
  signupsBySegment,
  type Warehouse,
} from '@grapevine/warehouse';

/** Whose counts are wanted: those of a population, as far as the filters let them through. */
export interface CountScope {
  readonly population: Population;
  readonly filters: readonly SegmentFilter[];
}

/** The segments of an answer: those shown by name, and whether there are others, which are one segment together. */
export interface Segments extends Breakdown {
  readonly names: readonly string[];
}

interface Row {
  readonly label: string;
  readonly segment: string;
  readonly counts: Partial<Record<BaseCount, number>>;
}

/** Asks the warehouse for base counts. Whatever is computed from counts is computed elsewhere, of whatever source they come. */
export class CountFetcher {
  constructor(private readonly warehouse: Warehouse) {}

  /** Over everybody whom the filters let through. */
  async total(request: CountRequest, scope: CountScope): Promise<CountAnswer> {
    return answerOf(request, await this.rows(request, scope, undefined));
  }

  /** @returns an answer for each of `by.names` */
  async bySegment(request: CountRequest, scope: CountScope, by: Segments): Promise<ReadonlyMap<string, CountAnswer>> {
    const rows = new Map<string, Row[]>(by.names.map((name) => [name, []]));
    for (const row of await this.rows(request, scope, by)) rows.get(row.segment)?.push(row);
    return new Map([...rows].map(([name, ofName]) => [name, answerOf(request, ofName)]));
  }

  /**
   * The largest segments over all of the periods.
   *
   * @param most how many are shown by name
   * @param earlier further periods that the values depend on: whoever was there only then is among the others
   */
  async segments(
    size: SegmentSize,
    { span, periods }: Omit<CountRequest, 'counts'>,
    { population, filters }: CountScope,
    dimension: string,
    most: number,
    earlier: readonly Period[] = [],
  ): Promise<Segments> {
    const largest = async (among: readonly Period[], limit: number): Promise<{ segment: string }[]> => {
      if (among.length === 0) return [];
      const days = daysOf(span, among);
      const question = { ...population, ...days, filters };
      if (size === 'active_members') {
        return this.warehouse.query(largestSegments({ ...question, fact: 'active', span }, dimension, limit));
      }
      const largestOf = size === 'signups' ? largestSignupSegments : largestInviteSegments;
      return this.warehouse.query(largestOf({ ...question, span: calendarOf(span) }, dimension, limit));
    };
    // One more than are shown tells whether there are others; what is not kept by name may be one of them.
    const found = await largest(periods, most + 2);
    const named = found.filter(({ segment }) => segment !== '');
    // A sender's own value of this name is one of the others: two segments of one name could not be told apart.
    const shown = named
      .slice(0, most)
      .map(({ segment }) => segment)
      .filter((segment) => segment !== OTHER_SEGMENT);
    const before = found.length > shown.length ? [] : await largest(earlier, shown.length + 1);
    const others = found.length > shown.length || before.some(({ segment }) => !shown.includes(segment));
    const names = others ? [...shown, OTHER_SEGMENT] : shown;
    return { dimension, shown, otherLabel: OTHER_SEGMENT, names };
  }

  private async rows(
    { counts, span, periods }: CountRequest,
    { population, filters }: CountScope,
    by: Breakdown | undefined,
  ): Promise<Row[]> {
    if (!areConsecutive(periods, span)) throw new Error('Periods with a gap would be counted under the wrong names.');
    const days = daysOf(span, periods);
    if (counts.some((count) => ARRIVALS.has(count))) {
      return this.arrivals(counts, { ...population, ...days, span: calendarOf(span), filters }, by);
    }
    const question = { ...population, ...days, fact: 'active', filters } as const;
    if (counts.every((count) => count === 'active_members')) {
      const sets = { ...question, span };
      const rows = await this.warehouse.query(by ? activeMembersBySegment(sets, by) : activeMembers(sets));
      return rows.map((row) => rowOf(row, 'active_members'));
    }
    const rows = await this.warehouse.query(growth({ ...question, span: calendarOf(span), steps: periods.length }, by));
    return rows.map(({ step, segment, ...found }) => ({ label: periods[step]?.start ?? '', segment, counts: found }));
  }

  private async arrivals(
    counts: readonly BaseCount[],
    question: SignupQuestion,
    by: Breakdown | undefined,
  ): Promise<Row[]> {
    if (counts.includes('signups')) {
      const rows = await this.warehouse.query(by ? signupsBySegment(question, by) : signups(question));
      return rows.map((row) => rowOf(row, 'signups'));
    }
    const rows = await (counts.includes('invites')
      ? this.warehouse.query(invites(question, by))
      : counts.includes('activated_28d') || counts.includes('followed_signups')
        ? this.warehouse.query(activation(question, by))
        : this.warehouse.query(signupSources(question, by)));
    return rows.map(({ bucket, segment, ...found }) => ({ label: bucket, segment, counts: found }));
  }
}

/** What is counted of single events and of signups, not of those who are active. */
const ARRIVALS: ReadonlySet<BaseCount> = new Set([
  ...(['signups', 'invites', 'organic_signups', 'invited_signups', 'other_signups', 'unsourced_signups'] as const),
  ...(['followed_signups', 'activated_1d', 'activated_7d', 'activated_28d'] as const),
  ...(['first_message_p50', 'first_message_p90'] as const),
]);

const rowOf = (row: { bucket: string; members: number; segment?: string }, count: BaseCount): Row => ({
  label: row.bucket,
  segment: row.segment ?? '',
  counts: { [count]: row.members },
});

function answerOf({ counts }: CountRequest, rows: readonly Row[]): CountAnswer {
  const countsOf = (count: BaseCount): Counts => new Map(rows.map((row) => [row.label, row.counts[count] ?? 0]));
  return new Map(counts.map((count) => [count, countsOf(count)]));
}

/** The days that the periods are about: all of theirs, or the windows' last ones. */
function daysOf(span: Span, periods: readonly Period[]): { from: string; to: string } {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) throw new Error('Without a period there are no days to ask about.');
  return { from: typeof span === 'string' ? first.start : first.end, to: last.end };
}

function calendarOf(span: Span) {
  if (typeof span !== 'string') throw new Error('Only active members are counted over rolling windows.');
  return span;
}
