import type { Grain } from '@grapevine/contracts';

/** What one point covers: a calendar period, or a window of so many days that ends with the labelled one. */
export type Span = Grain | { readonly rollingDays: number };

/** One period of local days: its name on the wire and its first and last day, both inclusive. */
export interface Period {
  readonly period: string;
  readonly start: string;
  readonly end: string;
}

const DAY_MS = 86_400_000;

// Local days are calendar dates without a zone: as instants of UTC they can be counted with, and no clock is ever set back.
const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`);
const toDay = (date: Date): string => date.toISOString().slice(0, 10);

/** Date.UTC would take the years 0 to 99 for those of the twentieth century. */
function dayOf(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date;
}

/** Weeks are ISO 8601: they begin on Monday. */
function startOf(date: Date, grain: Grain): Date {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (grain) {
    case 'day':
      return date;
    case 'week':
      return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MS);
    case 'month':
      return dayOf(year, month, 1);
    case 'quarter':
      return dayOf(year, month - (month % 3), 1);
    case 'year':
      return dayOf(year, 0, 1);
  }
}

/** @param start the first day of a period; @returns that of the one `count` periods later (before, if negative) */
function startAfter(start: Date, grain: Grain, count: number): Date {
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  switch (grain) {
    case 'day':
      return new Date(start.getTime() + count * DAY_MS);
    case 'week':
      return new Date(start.getTime() + count * 7 * DAY_MS);
    case 'month':
      return dayOf(year, month + count, 1);
    case 'quarter':
      return dayOf(year, month + 3 * count, 1);
    case 'year':
      return dayOf(year + count, 0, 1);
  }
}

/** ISO 8601: a week belongs to the year of its Thursday, and the first week is the one that holds 4 January. */
function weekName(monday: Date): string {
  const year = new Date(monday.getTime() + 3 * DAY_MS).getUTCFullYear();
  const first = startOf(dayOf(year, 0, 4), 'week');
  const week = (monday.getTime() - first.getTime()) / (7 * DAY_MS) + 1;
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}

function nameOf(start: Date, grain: Grain): string {
  const day = toDay(start);
  switch (grain) {
    case 'day':
      return day;
    case 'week':
      return weekName(start);
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.floor(start.getUTCMonth() / 3) + 1}`;
    case 'year':
      return day.slice(0, 4);
  }
}

/** @returns the period that a local day lies in */
export function periodOf(day: string, grain: Grain): Period {
  const start = startOf(toDate(day), grain);
  const end = new Date(startAfter(start, grain, 1).getTime() - DAY_MS);
  return { period: nameOf(start, grain), start: toDay(start), end: toDay(end) };
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
  return toDay(new Date(toDate(day).getTime() + days * DAY_MS));
}

const dayAfter = (day: string): string => addDays(day, 1);

/** How many days there are from one to another, both counted; 0 or less where the second lies before the first. */
export function daysFromTo(from: string, to: string): number {
  return (toDate(to).getTime() - toDate(from).getTime()) / DAY_MS + 1;
}

/** The day that names a period among those of its span: the first of a calendar period, the last of a window. */
export function labelOf(period: Period, span: Span): string {
  return typeof span === 'string' ? period.start : period.end;
}

/** The period `count` before another; windows step by days. */
export function periodBefore(period: Period, span: Span, count: number): Period {
  if (typeof span === 'string') return periodOf(startOfPeriodBefore(period.start, span, count), span);
  const end = addDays(period.end, -count);
  return { period: end, start: addDays(end, 1 - span.rollingDays), end };
}

/** Whether each period is the one after the one before it. */
export function areConsecutive(periods: readonly Period[], span: Span): boolean {
  const reaches = (before: Period, next: Period): boolean =>
    dayAfter(before.end) === (typeof span === 'string' ? next.start : next.end);
  return periods.every((next, i) => i === 0 || reaches(periods[i - 1] as Period, next));
}

/** @returns the first day of the period that lies `count` periods before the one of `day` */
export function startOfPeriodBefore(day: string, grain: Grain, count: number): string {
  return toDay(startAfter(startOf(toDate(day), grain), grain, -count));
}
