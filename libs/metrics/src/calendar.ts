import type { Grain } from '@grapevine/contracts';
import { Temporal } from 'temporal-polyfill';

/** One period of local days: its name on the wire and its first and last day, both inclusive. */
export interface Period {
  readonly period: string;
  readonly start: string;
  readonly end: string;
}

const { PlainDate } = Temporal;
type PlainDate = Temporal.PlainDate;

const LENGTHS: Record<Grain, Temporal.DurationLike> = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
};

/** Weeks are ISO 8601: they begin on Monday and belong to the year of their Thursday. */
function startOf(date: PlainDate, grain: Grain): PlainDate {
  switch (grain) {
    case 'day':
      return date;
    case 'week':
      return date.subtract({ days: date.dayOfWeek - 1 });
    case 'month':
      return date.with({ day: 1 });
    case 'quarter':
      return date.with({ day: 1, month: date.month - ((date.month - 1) % 3) });
    case 'year':
      return date.with({ day: 1, month: 1 });
  }
}

function nameOf(start: PlainDate, grain: Grain): string {
  const text = start.toString();
  switch (grain) {
    case 'day':
      return text;
    case 'week':
      return `${start.yearOfWeek}-W${String(start.weekOfYear).padStart(2, '0')}`;
    case 'month':
      return text.slice(0, 7);
    case 'quarter':
      return `${text.slice(0, 4)}-Q${Math.ceil(start.month / 3)}`;
    case 'year':
      return text.slice(0, 4);
  }
}

/** @returns the period that a local day lies in */
export function periodOf(day: string, grain: Grain): Period {
  const start = startOf(PlainDate.from(day), grain);
  const end = start.add(LENGTHS[grain]).subtract({ days: 1 });
  return { period: nameOf(start, grain), start: start.toString(), end: end.toString() };
}

/**
 * Every period that the days from `from` to `to` touch, whole, in order.
 *
 * @throws RangeError where there would be more than `most`
 */
export function periodsBetween(from: string, to: string, grain: Grain, most: number): Period[] {
  const periods: Period[] = [];
  for (let period = periodOf(from, grain); period.start <= to; period = periodOf(dayAfter(period.end), grain)) {
    if (periods.length === most) throw new RangeError(`This range has more than ${most} periods.`);
    periods.push(period);
    // Asked of its end as well: the day after 9999-12-31 is written in another way, and would sort before it.
    if (period.end >= to) break;
  }
  return periods;
}

/** Rolling windows: one for each day from `from` to `to`, named by that day, which is its last. */
export function windowsBetween(from: string, to: string, days: number, most: number): Period[] {
  return periodsBetween(from, to, 'day', most).map(({ period, end }) => ({
    period,
    start: addDays(end, 1 - days),
    end,
  }));
}

/** @param days may be negative */
export function addDays(day: string, days: number): string {
  return PlainDate.from(day).add({ days }).toString();
}

const dayAfter = (day: string): string => addDays(day, 1);

/** @returns the first day of the period that lies `count` periods before the one of `day` */
export function startOfPeriodBefore(day: string, grain: Grain, count: number): string {
  let start = startOf(PlainDate.from(day), grain);
  for (let i = 0; i < count; i++) start = start.subtract(LENGTHS[grain]);
  return start.toString();
}
