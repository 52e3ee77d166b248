import { type Period, periodBefore, type Span } from './calendar.js';
import type { BaseCount, CountRequest } from './counts.js';
import { covers, type DataRange } from './data-range.js';

/** What a metric is asked about, after every choice is made. */
export interface Question {
  readonly span: Span;
  /** In order, without gaps. */
  readonly periods: readonly Period[];
  /** Periods to look back, for the metrics that do. */
  readonly over: number;
  readonly range: DataRange | undefined;
  /** The local day now. */
  readonly today: string;
  /** The local day of the instant that lies so many times 24 hours before now. */
  readonly dayAgo: (days: number) => string;
}

/** Only periods with data are counted: of the others the answer is known to be unknown. */
export function request(
  counts: readonly BaseCount[],
  span: Span,
  periods: readonly Period[],
  { range }: Question,
): CountRequest[] {
  const known = periods.filter((period) => covers(range, period, span));
  return known.length === 0 ? [] : [{ counts, span, periods: known }];
}

/** The periods of a question and so many before them. */
export function withEarlier({ periods, span }: Pick<Question, 'periods' | 'span'>, count: number): Period[] {
  const [first] = periods;
  if (!first) return [];
  const before = Array.from({ length: count }, (_, i) => periodBefore(first, span, count - i));
  return [...before, ...periods];
}
