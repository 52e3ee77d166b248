import type { Period } from './calendar.js';

/** How far a workspace's events reach: the local days of the first and the last, and today's. */
export interface DataRange {
  readonly first: string;
  readonly last: string;
}

export interface Point extends Period {
  readonly value: number | null;
  /** The period is over. */
  readonly complete: boolean;
}

/**
 * Gives every period its point. A period without a count is `empty` where the workspace has data, and null (unknown) before
 * its first event and after its last: a gap, never a zero.
 *
 * @param periods calendar periods or windows; a window belongs to its last day
 * @param counts by the period's first day, for windows by their last
 * @param range undefined while the workspace has no events
 * @param today the local day now
 */
export function pointsOf(
  periods: readonly Period[],
  counts: ReadonlyMap<string, number>,
  { range, today, empty, rolling }: { range: DataRange | undefined; today: string; empty: 0 | null; rolling: boolean },
): Point[] {
  return periods.map((period) => {
    const covered =
      range !== undefined && (rolling ? period.end : period.start) <= range.last && period.end >= range.first;
    const count = counts.get(rolling ? period.end : period.start);
    return { ...period, value: covered ? (count ?? empty) : null, complete: period.end < today };
  });
}
