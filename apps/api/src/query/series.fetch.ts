import { OTHER_SEGMENT } from '@grapevine/contracts';
import {
  activeMembers,
  activeMembersBySegment,
  largestSegments,
  largestSignupSegments,
  type Population,
  type SetQuestion,
  type SignupQuestion,
  signups,
  signupsBySegment,
  type Warehouse,
} from '@grapevine/warehouse';
import type { SeriesPlan } from './series.plan.js';

/** Counts by the first day of their period (a rolling window: by its last). */
export type Counts = ReadonlyMap<string, number>;

export interface SegmentCounts {
  readonly segment: string;
  readonly counts: Counts;
}

interface Row {
  readonly bucket: string;
  readonly members: number;
}

const countsOf = (rows: readonly Row[]): Counts => new Map(rows.map(({ bucket, members }) => [bucket, members]));

/** Asks the warehouse for a plan's numbers, in the way of the metric's computation. */
export class SeriesFetcher {
  constructor(private readonly warehouse: Warehouse) {}

  /** The metric over all segments. */
  async total(plan: SeriesPlan, population: Population): Promise<Counts> {
    if (plan.periods.length === 0) return new Map();
    const rows =
      plan.metric.computation.kind === 'member_set'
        ? await this.warehouse.query(activeMembers(setQuestion(plan, population)))
        : await this.warehouse.query(signups(signupQuestion(plan, population)));
    return countsOf(rows);
  }

  /** The metric for each of the largest segments, and for all others together. */
  async segments(plan: SeriesPlan, population: Population, by: string): Promise<SegmentCounts[]> {
    if (plan.periods.length === 0) return [];
    const sets = plan.metric.computation.kind === 'member_set';
    const largest = await this.warehouse.query(
      sets
        ? largestSegments(setQuestion(plan, population), by, plan.limit)
        : largestSignupSegments(signupQuestion(plan, population), by, plan.limit),
    );
    // A sender's own value of this name is one of the others: two segments of one name could not be told apart.
    const shown = largest.map(({ segment }) => segment).filter((segment) => segment !== OTHER_SEGMENT);
    const breakdown = { dimension: by, shown, otherLabel: OTHER_SEGMENT };
    const rows = await this.warehouse.query(
      sets
        ? activeMembersBySegment(setQuestion(plan, population), breakdown)
        : signupsBySegment(signupQuestion(plan, population), breakdown),
    );
    const names = rows.some(({ segment }) => segment === OTHER_SEGMENT) ? [...shown, OTHER_SEGMENT] : shown;
    return names.map((segment) => ({ segment, counts: countsOf(rows.filter((row) => row.segment === segment)) }));
  }
}

/** The days that the plan's points are about: whole periods, or the windows' last days. */
function daysOf(plan: SeriesPlan): { from: string; to: string } {
  const [first] = plan.periods;
  const last = plan.periods.at(-1);
  if (!first || !last) throw new Error('A plan without periods has no days to ask about.');
  return { from: plan.rollingDays === undefined ? first.start : first.end, to: last.end };
}

function setQuestion(plan: SeriesPlan, population: Population): SetQuestion {
  return {
    ...population,
    fact: 'active',
    ...daysOf(plan),
    span: plan.rollingDays === undefined ? plan.grain : { rollingDays: plan.rollingDays },
    filters: plan.filters,
  };
}

function signupQuestion(plan: SeriesPlan, population: Population): SignupQuestion {
  return {
    ...population,
    ...daysOf(plan),
    span: plan.grain,
    filters: plan.filters,
  };
}
