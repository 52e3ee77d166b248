import type { SeriesPoint } from '@grapevine/contracts';
import type { Period } from '@grapevine/metrics';
import type { Comparer } from './series.compare.js';

/** A metric's values of one segment, or of everything. */
export interface SeriesLine {
  /** Undefined: everything. */
  readonly segment: string | undefined;
  readonly valueOf: (period: Period) => number | null;
  readonly isSealed: (period: Period) => boolean;
  /** Only of metrics that mature. */
  readonly isMaturing?: (period: Period) => boolean;
}

/**
 * The points of a series, line by line.
 *
 * @param lines those of a breakdown; undefined: there is none
 * @param compare undefined: nothing is compared
 */
export function pointsOf(
  periods: readonly Period[],
  today: string,
  total: SeriesLine,
  lines: readonly SeriesLine[] | undefined,
  compare: Comparer | undefined,
): SeriesPoint[] {
  return (lines ?? [total]).flatMap(({ segment, valueOf, isSealed, isMaturing }, i) =>
    periods.map((period): SeriesPoint => {
      const value = valueOf(period);
      return {
        ...period,
        value,
        complete: period.end < today,
        sealed: isSealed(period),
        ...(isMaturing ? { maturing: isMaturing(period) } : {}),
        ...(segment === undefined ? {} : { segment, total: total.valueOf(period) }),
        ...(compare ? { compare: compare(i, period, value) } : {}),
      };
    }),
  );
}
