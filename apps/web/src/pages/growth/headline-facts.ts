import type { SeriesPoint } from '@grapevine/contracts';

/** A point that has a value. */
export type Valued = SeriesPoint & { value: number };

/** What the last complete month is compared with: four months earlier, or the first there is when that is nearer. */
export interface Comparison {
  before: Valued;
  change: number;
  reach: 'four_months' | 'begin_of_data' | 'begin_of_range';
}

/** What the page says; `running` is the month that is not over, if it has data. */
export interface HeadlineFacts {
  /** The last complete month with data. */
  now: Valued | undefined;
  comparison: Comparison | undefined;
  running: Valued | undefined;
}

const MONTHS_BACK = 4;

/**
 * Finds the last complete month with data and what to compare it with.
 * @param points monthly, in order of time. @param dataFrom the first local day with an event.
 */
export function headlineFacts(points: readonly SeriesPoint[], dataFrom: string | null): HeadlineFacts {
  const valued = points.filter((point): point is Valued => point.value !== null);
  const now = valued.findLast((point) => point.complete);
  const running = valued.findLast((point) => !point.complete);
  return { now, running, comparison: now && compare(now, valued, dataFrom) };
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
