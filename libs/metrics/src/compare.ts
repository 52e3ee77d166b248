import type { Comparison, SeriesPoint } from '@grapevine/contracts';
import { addDays, daysFromTo, type Period, periodBefore, periodOf, type Span } from './calendar.js';

type ComparedPoint = NonNullable<SeriesPoint['compare']>;

const NOTHING: ComparedPoint = { period: null, start: null, end: null, value: null, change: null, difference: null };

/**
 * The period that another is compared with.
 *
 * Before a window comes the one that ends where it begins; a year before lies the period of the same name: the same month, ISO
 * week number, or date.
 *
 * @returns undefined where there is none: week 53, 29 February, before the year 1
 */
export function counterpartOf(period: Period, span: Span, comparison: Comparison): Period | undefined {
  const found = comparison === 'previous_period' ? previousPeriod(period, span) : sameAYearBefore(period, span);
  // Years before 1 are written with a sign, which calendars of local days do not have.
  return found !== undefined && found.start >= '0001' ? found : undefined;
}

const previousPeriod = (period: Period, span: Span): Period =>
  periodBefore(period, span, typeof span === 'string' ? 1 : span.rollingDays);

function sameAYearBefore(period: Period, span: Span): Period | undefined {
  if (span === 'year') return periodBefore(period, span, 1);
  if (span === 'quarter') return periodBefore(period, span, 4);
  if (span === 'month') return periodBefore(period, span, 12);
  if (span === 'week') return sameWeekAYearBefore(period);
  const date = `${String(Number(period.end.slice(0, 4)) - 1).padStart(4, '0')}${period.end.slice(4)}`;
  if (date.endsWith('-02-29')) return undefined;
  return span === 'day'
    ? periodOf(date, 'day')
    : { period: date, start: addDays(date, 1 - span.rollingDays), end: date };
}

/** 52 weeks before, or 53 where the year between has as many: its number tells which. */
function sameWeekAYearBefore(period: Period): Period | undefined {
  const number = period.period.slice(-3);
  return [52, 53].map((weeks) => periodBefore(period, 'week', weeks)).find(({ period: name }) => name.endsWith(number));
}

/**
 * Cuts the counterpart of a running calendar period to as many days as have elapsed of it, today among them; never beyond its
 * own end. Other periods and windows are compared whole.
 */
export function cutToElapsed(counterpart: Period, period: Period, span: Span, today: string): Period {
  const runs = typeof span === 'string' && period.start <= today && today <= period.end;
  if (!runs) return counterpart;
  const end = addDays(counterpart.start, daysFromTo(period.start, today) - 1);
  return end < counterpart.end ? { ...counterpart, end } : counterpart;
}

/** @param compared undefined where the period has no counterpart */
export function comparedPoint(value: number | null, compared: Period | undefined, then: number | null): ComparedPoint {
  if (!compared) return NOTHING;
  return {
    ...compared,
    value: then,
    change: value === null || !then ? null : value / then - 1,
    difference: value === null || then === null ? null : value - then,
  };
}
