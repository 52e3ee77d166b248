import type { SeriesPoint } from '@grapevine/contracts';
import {
  comparedPoint,
  counterpartOf,
  cutToElapsed,
  type Period,
  periodsBetween,
  windowsBetween,
} from '@grapevine/metrics';
import type { SeriesPlan } from './series.plan.js';

/** Values of one segment, or of everything. */
interface ValueLine {
  readonly valueOf: (period: Period) => number | null;
}

/** What to show beside a point of the line at a position. */
export type Comparer = (line: number, period: Period, value: number | null) => NonNullable<SeriesPoint['compare']>;

/**
 * Reads what the periods of a series are compared with.
 *
 * @param today the local day: the counterpart of a running period is cut to what has elapsed of it
 * @param read lines of consecutive periods, in the order of the answer's
 * @returns undefined where nothing is compared
 */
export async function comparison(
  { compare, span, periods }: Pick<SeriesPlan, 'compare' | 'span' | 'periods'>,
  today: string,
  read: (periods: readonly Period[]) => Promise<readonly ValueLine[]>,
): Promise<Comparer | undefined> {
  if (compare === undefined) return undefined;
  const counterparts = new Map(periods.map((period) => [period, counterpartOf(period, span, compare)]));
  const whole = await read(consecutive([...counterparts.values()], span));
  const cuts = new Map<Period, { readonly cut: Period; readonly lines: readonly ValueLine[] }>();
  for (const [period, counterpart] of counterparts) {
    const cut = counterpart && cutToElapsed(counterpart, period, span, today);
    if (cut && cut !== counterpart) cuts.set(period, { cut, lines: await read([cut]) });
  }
  return (line, period, value) => {
    const found = cuts.get(period);
    const counterpart = found?.cut ?? counterparts.get(period);
    const then = counterpart && (found?.lines ?? whole)[line]?.valueOf(counterpart);
    return comparedPoint(value, counterpart, then ?? null);
  };
}

/** All periods from the first counterpart to the last: 29 February may lie between two that are wanted. */
function consecutive(counterparts: readonly (Period | undefined)[], span: SeriesPlan['span']): Period[] {
  const found = counterparts.filter((period) => period !== undefined);
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return [];
  return typeof span === 'string'
    ? periodsBetween(first.start, last.start, span, Number.POSITIVE_INFINITY)
    : windowsBetween(first.end, last.end, span.rollingDays, Number.POSITIVE_INFINITY);
}
