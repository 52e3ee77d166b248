import type { Grain } from '@grapevine/contracts';

/** Which period gets a label on the time axis, and whether its year is told below. */
export interface TimeTickPlace {
  index: number;
  start: string;
  showsYear: boolean;
}

/** Periods between two labels. Of months and quarters the multiples keep January among them. */
const STEPS: Record<Grain, readonly number[]> = {
  day: [1, 2, 7, 14, 28, 91, 182, 364],
  week: [1, 2, 4, 13, 26, 52, 104],
  month: [1, 2, 3, 6, 12, 24, 60, 120, 240],
  quarter: [1, 2, 4, 8, 20, 40],
  year: [1, 2, 5, 10, 20, 50],
};

/**
 * Which periods get a label when at most `most` fit side by side.
 * @param starts first local day of each period (of a rolling window: its last), in order, without holes.
 */
export function timeTicks(starts: readonly string[], grain: Grain, most: number): TimeTickPlace[] {
  const steps = STEPS[grain];
  const step = steps.find((size) => Math.ceil(starts.length / size) <= Math.max(most, 1)) ?? (steps.at(-1) as number);
  const ticks: TimeTickPlace[] = [];
  for (const [index, start] of starts.entries()) {
    if (ordinal(start, grain, index) % step !== 0) continue;
    const before = ticks.at(-1);
    const showsYear = grain !== 'year' && (before === undefined || yearOf(before.start) !== yearOf(start));
    ticks.push({ index, start, showsYear });
  }
  // A short range may hold no multiple of the step: one label is better than none.
  const [first] = starts;
  return ticks.length === 0 && first !== undefined ? [{ index: 0, start: first, showsYear: grain !== 'year' }] : ticks;
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** Counts periods so that the round ones are multiples: Januaries, first quarters, decades. Days and weeks have none. */
function ordinal(day: string, grain: Grain, index: number): number {
  const months = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1;
  if (grain === 'month') return months;
  if (grain === 'quarter') return Math.floor(months / 3);
  return grain === 'year' ? yearOf(day) : index;
}
