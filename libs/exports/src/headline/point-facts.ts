import type { Days } from './period-words.js';

/** A value of a period, as far as it is known. */
export interface Point extends Days {
  readonly value: number | null;
  /** Whether the period is over. */
  readonly complete: boolean;
  readonly maturing?: boolean | undefined;
}
export type Valued<P extends Point> = P & { readonly value: number };

/** Where the data begins and ends: the local days of the first and the last event. */
export interface Reach {
  readonly data_from: string | null;
  readonly data_through: string | null;
}

/** Why a value is not that of its whole period. `cut`: the data ends within it. */
export type Openness = 'running' | 'maturing' | 'cut';

/** @returns undefined for a value that is that of its whole period */
export function opennessOf({ complete, maturing, end }: Point, { data_through }: Reach): Openness | undefined {
  if (!complete) return 'running';
  if (maturing) return 'maturing';
  return data_through !== null && data_through < end ? 'cut' : undefined;
}

/** What there is to say of some periods. */
export interface PointFacts<P extends Point> {
  /** The last one that is over, with a value of all of it. */
  readonly settled: Valued<P> | undefined;
  /** The one right before it, if it has a value. */
  readonly before: Valued<P> | undefined;
  /** The last one that has a value, where that is not of all of it. */
  readonly open: Valued<P> | undefined;
  /** The last one without a value, where none that is settled comes after it. */
  readonly missing: P | undefined;
}

/** @param points of one kind, in order of time */
export function pointFacts<P extends Point>(points: readonly P[], reach: Reach): PointFacts<P> {
  const isValued = (point: P): point is Valued<P> => point.value !== null;
  const at = points.findLastIndex((point) => isValued(point) && opennessOf(point, reach) === undefined);
  const [settled, before] = [points[at], points[at - 1]];
  const lastValued = points.findLast(isValued);
  const last = points.findLastIndex((point) => !isValued(point));
  // Before the first event nothing is missing: there is only what comes after it.
  const missing = last > at && (at >= 0 || last === points.length - 1) ? points[last] : undefined;
  return {
    settled: settled && isValued(settled) ? settled : undefined,
    before: before && isValued(before) ? before : undefined,
    open: lastValued && opennessOf(lastValued, reach) !== undefined ? lastValued : undefined,
    missing,
  };
}

/** Rows of several segments in order of time; those of one period stay as they are. */
export const inTime = <P extends Days>(rows: readonly P[]): P[] =>
  rows.toSorted((one, other) => Number(one.end > other.end) - Number(one.end < other.end));
