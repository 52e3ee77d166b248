import { NAIVE_ARRIVALS } from './naive-arrivals.js';
import { daysBetween } from './naive-calendar.js';
import type { NaivePeriod, NaivePeriods } from './naive-periods.js';
import type { NaiveSegment } from './naive-segment.js';

/** What the figures of a period are computed from, besides the segment. */
export interface NaiveCourse {
  readonly periods: NaivePeriods;
  readonly dataFrom: string;
  readonly dataThrough: string;
  readonly today: string;
  /** The local day so many times 24 hours ago. */
  readonly dayAgo: (days: number) => string;
}

/** The figures of one period that add up: A(p) = A(p-1) + new + resurrected - churned. */
export interface NaiveFlow {
  readonly active: number;
  readonly new: number;
  readonly retained: number;
  readonly resurrected: number;
  readonly churned: number;
  readonly net: number;
  readonly quick_ratio: number | null;
}

/** Before the first event and after the last there is no data, which is not zero. */
export const hasData = ({ dataFrom, dataThrough }: NaiveCourse, period: NaivePeriod): boolean =>
  period.end >= dataFrom && period.start <= dataThrough;

/** Of a rolling window only its last day says whether it lies within the data. */
export const labelHasData = (course: NaiveCourse, period: NaivePeriod): boolean =>
  period.period === period.end ? hasData(course, { ...period, start: period.end }) : hasData(course, period);

export function naiveFlow(segment: NaiveSegment, period: NaivePeriod, { periods }: NaiveCourse): NaiveFlow {
  const now = segment.active(period.start, period.end);
  const { start, end } = periods.before(period);
  const before = segment.active(start, end);
  const fresh = [...now].filter((member) => !segment.wasActiveBefore(member, period.start));
  const retained = [...now].filter((member) => before.has(member));
  const resurrected = [...now].filter((member) => !before.has(member) && segment.wasActiveBefore(member, period.start));
  const churned = [...before].filter((member) => !now.has(member));
  return {
    active: now.size,
    new: fresh.length,
    retained: retained.length,
    resurrected: resurrected.length,
    churned: churned.length,
    net: now.size - before.size,
    quick_ratio: churned.length === 0 ? null : (fresh.length + resurrected.length) / churned.length,
  };
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

/** Mean daily actives of a period, the days to come of a running one left out. */
export function meanDailyActive(segment: NaiveSegment, { start, end }: NaivePeriod, today: string): number {
  const days = daysBetween(start, earlier(end, today));
  return days.reduce((sum, day) => sum + segment.on(day).size, 0) / days.length;
}

function stickiness(segment: NaiveSegment, period: NaivePeriod, { today }: NaiveCourse): number | null {
  const { size } = segment.active(period.start, period.end);
  return size === 0 ? null : meanDailyActive(segment, period, today) / size;
}

const activeIn = (segment: NaiveSegment, { start, end }: NaivePeriod): number => segment.active(start, end).size;

/** Actives of a period and of the one `steps` before; undefined where that one lies before the data. */
function apart(segment: NaiveSegment, period: NaivePeriod, course: NaiveCourse, steps: number) {
  const base = course.periods.before(period, steps);
  return labelHasData(course, base) ? { now: activeIn(segment, period), past: activeIn(segment, base) } : undefined;
}

function cmgr(segment: NaiveSegment, period: NaivePeriod, course: NaiveCourse, steps: number): number | null {
  const pair = apart(segment, period, course, steps);
  return !pair || pair.past === 0 ? null : (pair.now / pair.past) ** (1 / steps) - 1;
}

type NaiveMetric = (segment: NaiveSegment, period: NaivePeriod, course: NaiveCourse, over: number) => number | null;

/** The metrics of `/v1/series`, one period at a time. */
export const NAIVE_METRICS: Readonly<Record<string, NaiveMetric>> = {
  active_members: activeIn,
  signups: (segment, { start, end }) => segment.signedUp(start, end).size,
  new_members: (segment, period, course) => naiveFlow(segment, period, course).new,
  retained_members: (segment, period, course) => naiveFlow(segment, period, course).retained,
  resurrected_members: (segment, period, course) => naiveFlow(segment, period, course).resurrected,
  churned_members: (segment, period, course) => naiveFlow(segment, period, course).churned,
  quick_ratio: (segment, period, course) => naiveFlow(segment, period, course).quick_ratio,
  stickiness,
  growth_rate: (segment, period, course) => cmgr(segment, period, course, 1),
  net_new: (segment, period, course, over) => {
    const pair = apart(segment, period, course, over);
    return pair ? pair.now - pair.past : null;
  },
  cmgr,
  ...NAIVE_ARRIVALS,
};
