import { GRAINS, type Grain, type ParameterError, type SeriesQuery } from '@grapevine/contracts';
import type { WorkspaceEntity } from '@grapevine/database';
import {
  type DataRange,
  findMetric,
  METRICS,
  type Metric,
  type Period,
  periodsBetween,
  startOfPeriodBefore,
  windowsBetween,
} from '@grapevine/metrics';
import type { SegmentFilter } from '@grapevine/warehouse';
import { invalid } from '../http/parse.js';
import { parseFilter } from './filter.js';

/** A request for a series after every choice is made: nothing in it is optional or still to be checked. */
export interface SeriesPlan {
  readonly metric: Metric;
  readonly grain: Grain;
  readonly window: SeriesQuery['window'];
  /** Days of a rolling window; undefined for calendar periods. */
  readonly rollingDays: number | undefined;
  /** Empty only while the workspace has no events and no end was asked for. */
  readonly periods: readonly Period[];
  readonly filters: readonly SegmentFilter[];
  readonly by: string | undefined;
  readonly limit: number;
}

const ROLLING_DAYS = { calendar: undefined, rolling_7: 7, rolling_28: 28, rolling_30: 30 } as const;

/** Without `from` a series begins this many periods before its end, or at the first event if that is later. */
const DEFAULT_PERIODS: Record<Grain, number> = { day: 90, week: 52, month: 36, quarter: 20, year: 30 };
const MOST_PERIODS = 4_000;

/**
 * Makes the choices that the request leaves open, and checks what its schema cannot.
 *
 * @param range the days that the workspace's events reach; undefined: it has none
 * @throws ProblemError 422 listing what is allowed
 */
export function planSeries(query: SeriesQuery, workspace: WorkspaceEntity, range: DataRange | undefined): SeriesPlan {
  const metric = findMetric(query.metric);
  if (!metric) {
    const allowed = METRICS.map(({ id }) => id);
    throw invalid('The query', [{ parameter: 'metric', message: `must be one of ${allowed.join(', ')}`, allowed }]);
  }
  const filters = query.filter.map(parseFilter);
  const errors = [...metricErrors(metric, query), ...dimensionErrors(query, filters, workspace.dimensions)];
  if (errors.length > 0) throw invalid('The query', errors);
  const rollingDays = ROLLING_DAYS[query.window];
  return {
    metric,
    grain: query.grain,
    window: query.window,
    rollingDays,
    periods: periodsOf(query, rollingDays, range),
    filters,
    by: query.by,
    limit: query.limit,
  };
}

function metricErrors(metric: Metric, { grain, window }: SeriesQuery): ParameterError[] {
  const errors: ParameterError[] = [];
  if (!metric.grains.includes(grain)) {
    const allowed = GRAINS.filter((g) => metric.grains.includes(g));
    errors.push({ parameter: 'grain', message: `${metric.id} has ${allowed.join(', ')}`, allowed });
  }
  if (!metric.windows.includes(window)) {
    errors.push({
      parameter: 'window',
      message: `${metric.id} has ${metric.windows.join(', ')}`,
      allowed: [...metric.windows],
    });
  }
  if (window !== 'calendar' && grain !== 'day') {
    errors.push({ parameter: 'grain', message: 'a rolling window ends with a day: use grain=day', allowed: ['day'] });
  }
  return errors;
}

function dimensionErrors(
  query: SeriesQuery,
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
    ...(query.by === undefined ? [] : unknown('by', query.by)),
    ...filters.flatMap(({ dimension }) => unknown('filter', dimension)),
  ];
}

function periodsOf(
  { from, to, grain }: SeriesQuery,
  rollingDays: number | undefined,
  range: DataRange | undefined,
): readonly Period[] {
  const last = to ?? range?.last;
  if (last === undefined) return [];
  const first = from ?? defaultFrom(last, grain, range);
  if (first > last) {
    throw invalid('The query', [{ parameter: 'from', message: `${first} lies after ${last}, the end of the range` }]);
  }
  try {
    return rollingDays === undefined
      ? periodsBetween(first, last, grain, MOST_PERIODS)
      : windowsBetween(first, last, rollingDays, MOST_PERIODS);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `the range has more than ${MOST_PERIODS} periods: choose a shorter one or a coarser grain`;
    throw invalid('The query', [{ parameter: 'from', message }]);
  }
}

function defaultFrom(last: string, grain: Grain, range: DataRange | undefined): string {
  const start = startOfPeriodBefore(last, grain, DEFAULT_PERIODS[grain] - 1);
  return range !== undefined && range.first > start && range.first <= last ? range.first : start;
}
