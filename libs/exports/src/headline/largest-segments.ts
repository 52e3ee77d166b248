/** So many segments are named. */
const MOST = 3;
/** What an answer calls all segments that it does not show. */
const OTHER = '(other)';

interface Segment {
  readonly segment?: string | undefined;
}

/** @returns the segments of a period that are named; those of one size as the answer has them */
export function largest<S extends Segment>(segments: readonly S[], sizeOf: (segment: S) => number | null): S[] {
  const named = segments.filter(({ segment }) => segment !== undefined && segment !== OTHER);
  return named.sort((one, other) => (sizeOf(other) ?? -1) - (sizeOf(one) ?? -1)).slice(0, MOST);
}

/** Says so where there are more than are named. */
export const ofMore = (named: readonly Segment[], all: readonly Segment[]): string =>
  named.length < all.length ? ` (the ${named.length === 1 ? '' : `${named.length} `}largest)` : '';
