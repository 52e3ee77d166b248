/** A label on the time axis: the month, and its year where a year begins to be told. */
export interface MonthTick {
  index: number;
  start: string;
  showsYear: boolean;
}

/** Months between two labels; each but the first keeps January among them. */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240];

/**
 * Which months get a label when at most `most` fit side by side.
 * @param starts first local day of each month, in order, without holes.
 */
export function monthTicks(starts: readonly string[], most: number): MonthTick[] {
  const step = STEPS.find((months) => Math.ceil(starts.length / months) <= Math.max(most, 1)) ?? 240;
  const ticks: MonthTick[] = [];
  for (const [index, start] of starts.entries()) {
    if (monthNumber(start) % step !== 0) continue;
    const before = ticks.at(-1);
    ticks.push({ index, start, showsYear: before === undefined || yearOf(before.start) !== yearOf(start) });
  }
  // A short range may hold no multiple of the step: one label is better than none.
  const [first] = starts;
  return ticks.length === 0 && first !== undefined ? [{ index: 0, start: first, showsYear: true }] : ticks;
}

const yearOf = (day: string): number => Number(day.slice(0, 4));
/** Months since the year 0; multiples of 12 are Januaries. */
const monthNumber = (day: string): number => yearOf(day) * 12 + Number(day.slice(5, 7)) - 1;
