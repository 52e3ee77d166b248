import type { Periods } from './periods.js';

/** How far the log reaches, and where the present is: what is known of a period. Days as numbers. */
export interface Course {
  readonly first: number;
  readonly last: number;
  readonly today: number;
  /** The local day of the instant that lies so many times 24 hours before now. */
  readonly dayAgo: (days: number) => number;
}

/**
 * Whether there is data for a period, so that nobody in it is zero: before the first event and after the last nothing is known.
 *
 * @param isWindow a window is known by its last day alone
 */
export function isKnown(course: Course, periods: Periods, period: number, isWindow: boolean): boolean {
  const begins = isWindow ? periods.lastDay(period) : periods.firstDay(period);
  return begins <= course.last && periods.lastDay(period) >= course.first;
}

export const isOver = (course: Course, periods: Periods, period: number): boolean =>
  periods.lastDay(period) < course.today;
