import { labelOf, type Period, type Span } from './calendar.js';

/** How far a workspace's events reach: the local days of the first and the last. */
export interface DataRange {
  readonly first: string;
  readonly last: string;
}

/**
 * Whether the workspace has data for a period, so that nobody in it means zero. Before the first event and after the last
 * nothing is known: a gap, never a zero. A window belongs to its last day.
 */
export function covers(range: DataRange | undefined, period: Period, span: Span): range is DataRange {
  return range !== undefined && labelOf(period, span) <= range.last && period.end >= range.first;
}
