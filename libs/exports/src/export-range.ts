import type { ExportRange, Grain } from '@grapevine/contracts';
import { addDays, startOfPeriodBefore } from '@grapevine/metrics';

/** Local days, both included. */
export interface ExportPeriod {
  readonly start: string;
  readonly end: string;
}

/** What decides of which days a run is. */
interface Occasion {
  /** The local day of the run. */
  readonly today: string;
  /** Of the question: a period is of whole ones. */
  readonly grain: Grain;
  /** Whether the period that is running may be sent. */
  readonly incomplete: boolean;
  /** The last day that a run has brought. */
  readonly lastEnd: string | undefined;
}

/** @returns of which days a run is; undefined where there are none yet */
export function periodOfRange(range: ExportRange, occasion: Occasion): ExportPeriod | undefined {
  const { today, grain, incomplete, lastEnd } = occasion;
  if (range.kind === 'fixed') return { start: range.from, end: range.to };
  const unit = range.kind === 'previous' ? range.grain : grain;
  // The first day that is not to be sent.
  const limit = startOfPeriodBefore(today, unit, incomplete ? -1 : 0);
  const end = addDays(limit, -1);
  if (range.kind === 'previous') return { start: startOfPeriodBefore(limit, unit, range.count), end };
  const start = lastEnd === undefined ? range.from : startOfPeriodBefore(addDays(lastEnd, 1), grain, 0);
  return start <= end ? { start, end } : undefined;
}

/** Which grains each is made of. */
const PARTS: Readonly<Record<Grain, readonly Grain[]>> = {
  day: ['day'],
  week: ['day', 'week'],
  month: ['day', 'month'],
  quarter: ['day', 'month', 'quarter'],
  year: ['day', 'month', 'quarter', 'year'],
};

/** What keeps a range from being of whole periods of a question, in words: an answer of others would have days that nobody asked for. */
export function rangeFault(range: ExportRange, grain: Grain, incomplete: boolean): string | undefined {
  switch (range.kind) {
    case 'previous':
      if (PARTS[range.grain].includes(grain)) return undefined;
      return `a ${range.grain} does not consist of the ${grain}s that the question asks for: choose a range of ${grain}s`;
    case 'fixed':
      return periodFault({ start: range.from, end: range.to }, grain);
    case 'since_last_run':
      if (incomplete) return 'what was sent of a period that was not over would never be completed: use another range';
      return isStart(range.from, grain) ? undefined : `${range.from} is not the first day of a ${grain}`;
  }
}

/** What is wrong with a period for a question of a grain, in words. */
export function periodFault({ start, end }: ExportPeriod, grain: Grain): string | undefined {
  if (end < start) return `${start} lies after ${end}, the end of the period`;
  if (!isStart(start, grain)) return `${start} is not the first day of a ${grain}, which the question asks for`;
  return isStart(addDays(end, 1), grain)
    ? undefined
    : `${end} is not the last day of a ${grain}, which the question asks for`;
}

const isStart = (day: string, grain: Grain): boolean => startOfPeriodBefore(day, grain, 0) === day;
