import { GRAINS, type Grain, type ParameterError, type SeriesQuery } from '@grapevine/contracts';
import type { WorkspaceEntity } from '@grapevine/database';
import {
  type DataRange,
  findSeriesMetric,
  isOfDeliveries,
  type Period,
  SERIES_METRICS,
  type SeriesMetric,
  type Span,
} from '@grapevine/metrics';
import type { KeptValues, MemberCondition, SegmentFilter } from '@grapevine/warehouse';
import { deliveryDimensionErrors, readDeliveryFilters } from '../delivery/delivery-filters.js';
import { invalid } from '../http/parse.js';
import { readFilters } from './asked-filters.js';
import { dimensionErrors, planPeriods } from './periods.plan.js';

/** A request for a series after every choice is made: nothing in it is optional or still to be checked. */
export interface SeriesPlan<M extends SeriesMetric = SeriesMetric> {
  readonly metric: M;
  readonly grain: Grain;
  readonly window: SeriesQuery['window'];
  readonly span: Span;
  /** Empty only while the workspace has no events and no end was asked for. */
  readonly periods: readonly Period[];
  readonly filters: readonly SegmentFilter[];
  readonly among: readonly MemberCondition[];
  readonly by: string | undefined;
  readonly limit: number;
  /** Periods to look back; 1 for metrics that have no such parameter. */
  readonly over: number;
  readonly compare: SeriesQuery['compare'];
}

const ROLLING_DAYS = { calendar: undefined, rolling_7: 7, rolling_28: 28, rolling_30: 30 } as const;

/**
 * Makes the choices that the request leaves open, and checks what its schema cannot.
 *
 * @param range the days that the workspace's events reach; undefined: it has none
 * @param kept of dimensions with more values than are kept
 * @throws ProblemError 422 listing what is allowed
 */
export function planSeries(
  query: SeriesQuery,
  workspace: WorkspaceEntity,
  range: DataRange | undefined,
  kept?: KeptValues,
): SeriesPlan {
  const metric = findSeriesMetric(query.metric);
  if (!metric) {
    const allowed = SERIES_METRICS.map(({ id }) => id);
    throw invalid('The query', [{ parameter: 'metric', message: `must be one of ${allowed.join(', ')}`, allowed }]);
  }
  const asked = segmentsAsked(metric, query, workspace, kept);
  const errors = [...metricErrors(metric, query), ...asked.errors];
  if (errors.length > 0) throw invalid('The query', errors);
  const rollingDays = ROLLING_DAYS[query.window];
  return {
    metric,
    grain: query.grain,
    window: query.window,
    span: rollingDays === undefined ? query.grain : { rollingDays },
    periods: planPeriods(query, rollingDays, range),
    filters: asked.filters,
    among: asked.among,
    by: query.by,
    limit: query.limit,
    over: query.over ?? metric.over ?? 1,
    compare: query.compare,
  };
}

/** What the query says about segments: of members by the dimensions of the workspace, of deliveries by their own. */
function segmentsAsked(
  metric: SeriesMetric,
  { by, filter }: SeriesQuery,
  { dimensions }: WorkspaceEntity,
  kept: KeptValues | undefined,
) {
  if (isOfDeliveries(metric)) {
    const { filters, errors } = readDeliveryFilters(filter, kept);
    return { filters, among: [], errors: [...deliveryDimensionErrors('by', by === undefined ? [] : [by]), ...errors] };
  }
  const { filters, among, errors } = readFilters(filter, dimensions, kept);
  return { filters, among, errors: [...dimensionErrors(by, [], dimensions), ...errors] };
}

function metricErrors(metric: SeriesMetric, { grain, window, over }: SeriesQuery): ParameterError[] {
  const errors: ParameterError[] = [];
  if (window === 'calendar' && !metric.grains.includes(grain)) {
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
  if (over !== undefined && metric.over === undefined) {
    const allowed = SERIES_METRICS.filter((one) => one.over !== undefined).map(({ id }) => id);
    errors.push({ parameter: 'over', message: `${metric.id} does not look back; ${allowed.join(' and ')} do` });
  }
  return errors;
}
