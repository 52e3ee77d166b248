import { type Arrivals, arrivalValueOf } from './arrivals.js';
import { type Course, isKnown } from './course.js';
import { type Flow, type Flows, NO_FLOW } from './flows.js';
import type { MemberDays } from './member-days.js';
import type { Periods } from './periods.js';

/** What is known of one segment, or of everybody, over the periods of one span. */
export interface SegmentTable {
  readonly flows: Flows;
  /** Signups by period. */
  readonly signups: ReadonlyMap<number, number>;
  /** Invitations, and what became of signups, by period. */
  readonly arrivals: ReadonlyMap<number, Arrivals>;
  /** Active members by day. */
  readonly daily: ReadonlyMap<number, number>;
}

export interface ValueContext {
  readonly periods: Periods;
  readonly isWindow: boolean;
  readonly course: Course;
  /** Periods to look back, for the metrics that do; undefined: as many as each does by itself. */
  readonly over?: number | undefined;
}

export const dailyOf = ({ days, members }: MemberDays): ReadonlyMap<number, number> =>
  new Map(days.map((day, i) => [day, (members[i] as Uint32Array).length]));

const flowOf = ({ flows }: SegmentTable, period: number): Flow => flows.get(period) ?? NO_FLOW;

type Value = (table: SegmentTable, period: number, context: ValueContext) => number | null;

const flow =
  (pick: (flow: Flow) => number): Value =>
  (table, period) =>
    pick(flowOf(table, period));

/** A value of A(p) and of A so many periods before; null where nothing is known of either. */
const overTime =
  (standard: number, value: (now: number, then: number, back: number) => number | null): Value =>
  (table, period, { periods, isWindow, course, over }) => {
    const back = over ?? standard;
    return isKnown(course, periods, period - back, isWindow)
      ? value(flowOf(table, period).active, flowOf(table, period - back).active, back)
      : null;
  };

function quickRatio({ fresh, resurrected, churned }: Flow): number | null {
  return churned === 0 ? null : (fresh + resurrected) / churned;
}

/** The mean is over every day of the period; of a running one until today. */
function stickiness(table: SegmentTable, period: number, { periods, course }: ValueContext): number | null {
  const { active } = flowOf(table, period);
  const from = periods.firstDay(period);
  const to = Math.min(periods.lastDay(period), course.today);
  if (active === 0 || to < from) return null;
  let sum = 0;
  for (let day = from; day <= to; day++) sum += table.daily.get(day) ?? 0;
  return sum / (to - from + 1) / active;
}

/** The definitions of design.md and api.md, by the ids of `/v1/metrics`. */
const VALUES: Readonly<Record<string, Value>> = {
  active_members: flow(({ active }) => active),
  signups: (table, period) => table.signups.get(period) ?? 0,
  new_members: flow(({ fresh }) => fresh),
  retained_members: flow(({ retained }) => retained),
  resurrected_members: flow(({ resurrected }) => resurrected),
  churned_members: flow(({ churned }) => churned),
  quick_ratio: (table, period) => quickRatio(flowOf(table, period)),
  stickiness,
  growth_rate: overTime(1, (now, then) => (then === 0 ? null : now / then - 1)),
  net_new: overTime(1, (now, then) => now - then),
  cmgr: overTime(3, (now, then, back) => (then === 0 ? null : Math.exp(Math.log(now / then) / back) - 1)),
};

function arrivalsValue(metric: string): Value | undefined {
  const value = arrivalValueOf(metric);
  return (
    value &&
    ((table, period, { periods, course }) =>
      value(
        table.arrivals.get(period),
        flowOf(table, period).active,
        (days) => periods.lastDay(period) < course.dayAgo(days),
      ))
  );
}

/** @returns undefined for a metric that this audit cannot recompute */
export function seriesValueOf(metric: string): Value | undefined {
  const value = Object.hasOwn(VALUES, metric) ? VALUES[metric] : arrivalsValue(metric);
  return (
    value &&
    ((table, period, context) =>
      isKnown(context.course, context.periods, period, context.isWindow) ? value(table, period, context) : null)
  );
}

/** A row of `/v1/growth`. */
export function growthValuesOf(table: SegmentTable, period: number, { course, periods }: ValueContext) {
  if (!isKnown(course, periods, period, false)) {
    const nothing = { active: null, new: null, retained: null, resurrected: null, churned: null };
    return { ...nothing, net: null, quick_ratio: null };
  }
  const { active, fresh, retained, resurrected, churned } = flowOf(table, period);
  const net = active - flowOf(table, period - 1).active;
  return { active, new: fresh, retained, resurrected, churned, net, quick_ratio: quickRatio(flowOf(table, period)) };
}
