import type { Grain } from '@grapevine/contracts';
import { daysFromTo, type Period, periodBefore, periodsBetween } from './calendar.js';
import type { BaseCount, CountRequest, CountSource } from './counts.js';
import { quickRatio } from './growth.js';
import { type Question, request, withEarlier } from './question.js';

/** How a metric is computed from base counts: what it needs, and its value of one period once that is there. Pure. */
export interface Formula {
  needs(question: Question): CountRequest[];
  /** How many periods before its own decide a value: a segment that has only those has values too. */
  lookBack(over: number): number;
  value(period: Period, question: Question, counts: CountSource): number | null;
  /** What makes a segment large; without it its active members do. */
  readonly sizedBy?: SegmentSize;
}

/** What segments can be ordered by. */
export type SegmentSize = 'active_members' | 'signups' | 'invites';

const DAY: Grain = 'day';

/** Days as text sort by time. */
const earliest = (first: string, ...others: readonly string[]): string => [first, ...others].sort()[0] ?? first;

/** A metric that is counted as it is. */
export const counted = (count: BaseCount): Formula => ({
  sizedBy: count === 'signups' || count === 'invites' ? count : 'active_members',
  needs: (question) => request([count], question.span, question.periods, question),
  // Of the other counts only members count who are active in the period itself.
  lookBack: () => (count === 'churned_members' ? 1 : 0),
  value: (period, { span }, counts) => counts.of(count, period, span),
});

/** A metric of A(p) and A(p - over); null where either is unknown. */
const overTime = (value: (now: number, then: number, over: number) => number | null): Formula => ({
  needs: (question) => request(['active_members'], question.span, withEarlier(question, question.over), question),
  lookBack: (over) => over,
  value: (period, { span, over }, counts) => {
    const now = counts.of('active_members', period, span);
    const then = counts.of('active_members', periodBefore(period, span, over), span);
    return now === null || then === null ? null : value(now, then, over);
  },
});

export const netNew = overTime((now, then) => now - then);

export const growthRate = overTime((now, then) => (then === 0 ? null : now / then - 1));

export const compoundGrowthRate = overTime((now, then, over) => (then === 0 ? null : (now / then) ** (1 / over) - 1));

const FLOWS = ['new_members', 'resurrected_members', 'churned_members'] as const;

export const quickRatioFormula: Formula = {
  needs: (question) => request(FLOWS, question.span, question.periods, question),
  lookBack: () => 1,
  value: (period, { span }, counts) => {
    const [added, resurrected, churned] = FLOWS.map((flow) => counts.of(flow, period, span));
    return quickRatio(added ?? null, resurrected ?? null, churned ?? null);
  },
};

/** Days of a period that have begun, as far as the workspace has data. */
function daysWithData(first: string, last: string, { range, today }: Question): Period[] {
  if (!range) return [];
  const from = first > range.first ? first : range.first;
  const to = earliest(last, range.last, today);
  return from > to ? [] : periodsBetween(from, to, DAY, Number.POSITIVE_INFINITY);
}

/** Mean daily actives over all days of the window that have begun, to the actives of the window. */
export const stickiness: Formula = {
  needs: (question) => {
    const { periods, span } = question;
    const [first, last] = [periods[0], periods.at(-1)];
    if (!first || !last) return [];
    const days = daysWithData(first.start, last.end, question);
    return [
      ...request(['active_members'], span, periods, question),
      ...request(['active_members'], DAY, days, question),
    ];
  },
  lookBack: () => 0,
  value: (period, question, counts) => {
    const active = counts.of('active_members', period, question.span);
    const elapsed = daysFromTo(period.start, earliest(period.end, question.today));
    if (!active || elapsed < 1) return null;
    const days = daysWithData(period.start, period.end, question);
    const sum = days.reduce((total, day) => total + (counts.of('active_members', day, DAY) ?? 0), 0);
    return sum / elapsed / active;
  },
};
