import type { Reach, Slot } from './chart-data.js';

/**
 * What a value is worth. `running`: its period is not over. `maturing`: it is over, but receipts that count may still come.
 * `cut`: it is over, but the data ends before it does. `complete`: over, but a late event may still change it. The last three
 * have no value at all, and say why: `before` the first event, `after` the last one, `missing` otherwise.
 */
export type PointState = 'sealed' | 'complete' | 'cut' | 'running' | 'maturing' | 'before' | 'after' | 'missing';

type Valued = Slot & { value: number | null };

export function stateOf(point: Valued, reach: Reach): PointState {
  if (point.value === null) {
    if (reach.data_from !== null && point.end < reach.data_from) return 'before';
    if (reach.data_through !== null && point.start > reach.data_through) return 'after';
    return 'missing';
  }
  if (!point.complete) return 'running';
  if (point.maturing) return 'maturing';
  if (endsWithin(point, reach) !== undefined) return 'cut';
  return point.sealed ? 'sealed' : 'complete';
}

/** Whether a value is not that of its whole period: it is drawn apart, so that it is not taken for a fall. */
export const isUnsettled = (state: PointState): boolean =>
  state === 'running' || state === 'maturing' || state === 'cut';

/** The day on which the data ends, if it ends inside a period that is over: its value may lack days that nobody sent. */
export function endsWithin(point: Valued, { data_through }: Reach): string | undefined {
  const inside = data_through !== null && point.start <= data_through && data_through < point.end;
  return point.complete && point.value !== null && inside ? data_through : undefined;
}

/** The day on which the data begins, if it begins inside the period. */
export function beginsWithin(point: Pick<Slot, 'start' | 'end'>, { data_from }: Reach): string | undefined {
  return data_from !== null && point.start < data_from && data_from <= point.end ? data_from : undefined;
}

const DAY_MS = 86_400_000;
const daysBetween = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / DAY_MS;

/** The local day of an instant in a zone, `2004-05-31`. */
export function localDay(instant: string, timeZone: string): string {
  // 31/05/2004. The locale is that of English pages: the browser takes long to read a further one.
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });
  return day.format(new Date(instant)).split('/').reverse().join('-');
}

/** How far a period had come at `asOf`: on day 12 of 30. Both count from 1; the day never leaves the period. */
export function elapsed(
  period: Pick<Slot, 'start' | 'end'>,
  asOf: string,
  timeZone: string,
): { day: number; days: number } {
  const days = daysBetween(period.start, period.end) + 1;
  const day = daysBetween(period.start, localDay(asOf, timeZone)) + 1;
  return { day: Math.min(Math.max(day, 1), days), days };
}
