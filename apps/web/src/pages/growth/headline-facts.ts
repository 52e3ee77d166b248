import type { SeriesPoint } from '@grapevine/contracts';
import type { Reach } from '../../charts/prepare/chart-data.js';
import { isUnsettled, stateOf } from '../../charts/prepare/point-state.js';

/** A point that has a value. */
export type Valued = SeriesPoint & { value: number };

/** What the last complete month is compared with: four months earlier, or the first there is when that is nearer. */
export interface Comparison {
  before: Valued;
  change: number;
  reach: 'four_months' | 'begin_of_data' | 'begin_of_range';
}

/** What the page says. */
export interface HeadlineFacts {
  /** The last month with data that is over, and that the data reaches to the end of. */
  now: Valued | undefined;
  comparison: Comparison | undefined;
  /** The month after it, if it has data: it still runs, or the data ends within it. */
  unfinished: Valued | undefined;
}

const MONTHS_BACK = 4;

/**
 * Finds the last complete month with data and what to compare it with.
 * @param points monthly, in order of time.
 */
export function headlineFacts(points: readonly SeriesPoint[], reach: Reach): HeadlineFacts {
  const valued = points.filter((point): point is Valued => point.value !== null);
  const isOpen = (point: Valued): boolean => isUnsettled(stateOf(point, reach));
  const now = valued.findLast((point) => !isOpen(point));
  return { now, unfinished: valued.findLast(isOpen), comparison: now && compare(now, valued, reach.data_from) };
}

function compare(now: Valued, valued: readonly Valued[], dataFrom: string | null): Comparison | undefined {
  const target = monthsEarlier(now.start, MONTHS_BACK);
  // Months without a value are no month to compare with; the next one that has a value is nearer, and is named.
  const before = valued.find((point) => point.start >= target && point.start < now.start);
  if (!before) return undefined;
  const begins = dataFrom !== null && before.start <= dataFrom && dataFrom <= before.end;
  const reach = before.start === target ? 'four_months' : begins ? 'begin_of_data' : 'begin_of_range';
  return { before, change: now.value - before.value, reach };
}

/** The first day of the month that lies `months` before that of `day`. */
function monthsEarlier(day: string, months: number): string {
  const date = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - months, 1));
  return date.toISOString().slice(0, 10);
}
