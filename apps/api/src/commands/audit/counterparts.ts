import type { Course } from './course.js';
import { dateOf } from './local-days.js';
import { type AuditSpan, type Periods, periodsOf } from './periods.js';

export const COMPARISONS = ['previous_period', 'previous_year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a period is compared with: another one, which may be cut short. */
export interface Counterpart {
  readonly period: number;
  /** With the cut: that period ends earlier. */
  readonly periods: Periods;
  /** Its last day that counts, where it is cut. */
  readonly cutAt: number | undefined;
}

/** @returns undefined where a period has none */
export function counterpartOf(
  period: number,
  span: AuditSpan,
  comparison: Comparison,
  { today }: Course,
): Counterpart | undefined {
  const periods = periodsOf(span);
  const other =
    comparison === 'previous_period'
      ? period - ('rollingDays' in span ? span.rollingDays : 1)
      : yearBefore(period, periods);
  if (other === undefined) return undefined;
  const runs = !('rollingDays' in span) && periods.firstDay(period) <= today && today <= periods.lastDay(period);
  const end = periods.firstDay(other) + today - periods.firstDay(period);
  if (!runs || end >= periods.lastDay(other)) return { period: other, periods, cutAt: undefined };
  return {
    period: other,
    periods: { ...periods, lastDay: (one) => (one === other ? end : periods.lastDay(one)) },
    cutAt: end,
  };
}

/** The period whose name is the same but for a year that is one less. */
function yearBefore(period: number, periods: Periods): number | undefined {
  const name = periods.name(period);
  const wanted = `${String(Number(name.slice(0, 4)) - 1).padStart(4, '0')}${name.slice(4)}`;
  // A year before lies less than 373 days back, whatever the calendar: in it, or next to it.
  const near = periods.of(periods.lastDay(period) - 365);
  return [near - 1, near, near + 1].find((one) => periods.name(one) === wanted);
}

/** The days of a counterpart as an answer has them. */
export const counterpartLabels = (counterpart: Counterpart | undefined) => ({
  'compare.period': counterpart ? counterpart.periods.name(counterpart.period) : null,
  'compare.start': counterpart ? dateOf(counterpart.periods.firstDay(counterpart.period)) : null,
  'compare.end': counterpart ? dateOf(counterpart.periods.lastDay(counterpart.period)) : null,
});

/** @param then the value of the counterpart */
export const comparedNumbers = (value: number | null, then: number | null) => ({
  'compare.value': then,
  'compare.change': value === null || then === null || then === 0 ? null : (value - then) / then,
  'compare.difference': value === null || then === null ? null : value - then,
});
