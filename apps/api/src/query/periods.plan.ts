import type { Grain, ParameterError } from '@grapevine/contracts';
import {
  type CountRequest,
  type DataRange,
  type Period,
  periodsBetween,
  startOfPeriodBefore,
  windowsBetween,
} from '@grapevine/metrics';
import type { SegmentFilter } from '@grapevine/warehouse';
import { invalid, refuseReversed } from '../http/parse.js';

interface AskedRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly grain: Grain;
}

/** Without `from` a range begins this many periods before its end, or at the first event if that is later. */
const DEFAULT_PERIODS: Record<Grain, number> = { day: 90, week: 52, month: 36, quarter: 20, year: 30 };
const MOST_PERIODS = 4_000;
const TOO_MANY_PERIODS = `the range has more than ${MOST_PERIODS} periods: choose a shorter one or a coarser grain`;
/** Periods times segments. */
const MOST_POINTS = 200_000;
/** What these are computed from: of a year's stickiness the actives of each of its days. */
const MOST_COUNTS = 2_000_000;

/**
 * The periods that an answer has a row for: whole ones, none left out.
 *
 * @param rollingDays of a window; undefined for calendar periods
 * @param range the days that the workspace's events reach; undefined: it has none
 * @returns none while the workspace has no events and no end was asked for
 * @throws ProblemError 422
 */
export function planPeriods(
  { from, to, grain }: AskedRange,
  rollingDays: number | undefined,
  range: DataRange | undefined,
): readonly Period[] {
  const last = to ?? range?.last;
  if (last === undefined) return [];
  const first = from ?? defaultFrom(last, grain, range);
  refuseReversed({ from: first, to: last });
  try {
    return rollingDays === undefined
      ? periodsBetween(first, last, grain, MOST_PERIODS)
      : windowsBetween(first, last, rollingDays, MOST_PERIODS);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid('The query', [{ parameter: 'from', message: TOO_MANY_PERIODS }]);
  }
}

/** What keeps an answer from having a row for each period of a range, in words. */
export function lengthFault(from: string, to: string, grain: Grain): string | undefined {
  try {
    periodsBetween(from, to, grain, MOST_PERIODS);
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return TOO_MANY_PERIODS;
  }
}

function defaultFrom(last: string, grain: Grain, range: DataRange | undefined): string {
  const start = startOfPeriodBefore(last, grain, DEFAULT_PERIODS[grain] - 1);
  return range !== undefined && range.first > start && range.first <= last ? range.first : start;
}

/** @throws ProblemError 422 where a breakdown would give more points than one answer may have */
export function refuseTooManyPoints(periods: number, segments: number): void {
  if (periods * segments <= MOST_POINTS) return;
  const message =
    `${periods} periods of ${segments} segments are more than the ${MOST_POINTS} points that an answer may have: ` +
    'choose a shorter range, a coarser grain or fewer segments';
  throw invalid('The query', [{ parameter: 'limit', message }]);
}

/** @throws ProblemError 422 where an answer would be computed from more counts than one may be, whatever it shows of them */
export function refuseTooManyCounts(requests: readonly CountRequest[], segments: number): void {
  const counts = requests.reduce((sum, { counts, periods }) => sum + counts.length * periods.length, 0) * segments;
  if (counts <= MOST_COUNTS) return;
  const message =
    `this takes ${counts} counts, of each period or day and segment, and an answer may take ${MOST_COUNTS}: ` +
    'choose a shorter range or fewer segments';
  throw invalid('The query', [{ parameter: 'limit', message }]);
}

/** What is wrong with the dimensions that a query names. @param allowed those of the workspace */
export function dimensionErrors(
  by: string | undefined,
  filters: readonly SegmentFilter[],
  allowed: readonly string[],
): ParameterError[] {
  const unknown = (parameter: string, name: string): ParameterError[] =>
    allowed.includes(name)
      ? []
      : [
          {
            parameter,
            message: `${name} is not a dimension of this workspace (${allowed.join(', ')})`,
            allowed: [...allowed],
          },
        ];
  return [
    ...(by === undefined ? [] : unknown('by', by)),
    ...filters.flatMap(({ dimension }) => unknown('filter', dimension)),
  ];
}
