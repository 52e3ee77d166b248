import type { Grain, Window } from '@grapevine/contracts';
import { daysFromTo } from '@grapevine/metrics';

/** The first and last local day of something, both included. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

/** What one point covers. */
export interface Span {
  readonly grain: Grain;
  readonly window?: Window;
}

// A local day is written as it is, wherever the server stands: it is formatted as an instant of UTC.
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const date = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });

const DAY = date({ day: 'numeric', month: 'long', year: 'numeric' });
const DAY_OF_YEAR = date({ day: 'numeric', month: 'long' });
const MONTH = date({ month: 'long', year: 'numeric' });
const MONTH_ONLY = date({ month: 'long' });

/** 26 October 2004 */
export const dayWords = (day: string): string => DAY.format(noon(day));

/** 1 to 31 October 2004 */
export const daysWords = ({ start, end }: Days): string =>
  // Versions of ICU differ in the spaces around the dash, of which some are thin ones.
  DAY.formatRange(noon(start), noon(end)).replace(/\s*–\s*/u, ' to ');

export const isRolling = ({ window = 'calendar' }: Span): boolean => window !== 'calendar';

/** The name of a period: `October 2026`. */
export function periodWords(period: Days, span: Span): string {
  if (isRolling(span)) return `the ${daysFromTo(period.start, period.end)} days to ${dayWords(period.end)}`;
  switch (span.grain) {
    case 'day':
      return dayWords(period.start);
    case 'week':
      return `the week of ${daysWords(period)}`;
    case 'month':
      return MONTH.format(noon(period.start));
    case 'quarter':
      return `${quarterOf(period)} ${yearOf(period)}`;
    case 'year':
      return yearOf(period);
  }
}

/** When: `in October 2026`, `on 31 October 2026`. */
export const when = (period: Days, span: Span): string =>
  `${span.grain === 'day' && !isRolling(span) ? 'on' : 'in'} ${periodWords(period, span)}`;

/** When, beside a later period that says the year: `in September`, `on 30 October`. */
export function whenBefore(period: Days, later: Days, span: Span): string {
  if (isRolling(span) || yearOf(period) !== yearOf(later)) return when(period, span);
  if (span.grain === 'day') return `on ${DAY_OF_YEAR.format(noon(period.start))}`;
  if (span.grain === 'month') return `in ${MONTH_ONLY.format(noon(period.start))}`;
  return span.grain === 'quarter' ? `in ${quarterOf(period)}` : when(period, span);
}

const yearOf = ({ start }: Days): string => start.slice(0, 4);
const quarterOf = ({ start }: Days): string => `Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`;
