import { type DataRange, type Period, periodsBetween, type Span, windowsBetween } from '@grapevine/metrics';

/** Every period of the data. */
export function periodsOf(span: Span, { first, last }: DataRange): Period[] {
  return typeof span === 'string'
    ? periodsBetween(first, last, span, Number.POSITIVE_INFINITY)
    : windowsBetween(first, last, span.rollingDays, Number.POSITIVE_INFINITY);
}

/**
 * Consecutive periods are computed together; where some between them are sealed already or cannot be yet, apart.
 *
 * @param all every period of the data, since neighbours are told by it
 * @param most periods that are computed by one question
 */
export function slicesOf(all: readonly Period[], open: ReadonlySet<Period>, most: number): Period[][] {
  const slices: Period[][] = [];
  let slice: Period[] = [];
  for (const period of all) {
    if (!open.has(period) || slice.length === most) slice = [];
    if (!open.has(period)) continue;
    if (slice.length === 0) slices.push(slice);
    slice.push(period);
  }
  return slices;
}
