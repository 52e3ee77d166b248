import { GRAINS, WINDOWS } from '@grapevine/contracts';
import { ARRIVAL_METRICS } from './arrival-metrics.js';
import { DELIVERY_METRICS } from './delivery-metrics.js';
import { compoundGrowthRate, counted, growthRate, netNew, quickRatioFormula, stickiness } from './formulas.js';
import type { DeliveryMetric, Metric, SeriesMetric } from './metric.js';

const PARAMETERS = ['by', 'filter', 'limit', 'compare'];
const COUNTED = {
  version: 1,
  endpoint: '/v1/series',
  unit: 'members',
  grains: GRAINS,
  windows: ['calendar'],
  subject: 'members',
  dimensions: 'by_and_filter',
  parameters: PARAMETERS,
  emptyPeriod: '0',
} as const;
const GROWTH_ANSWERS = 'test/e2e/growth-numbers.spec.ts';
const HSU = 'growth accounting as in J. Hsu, "Accounting for User Growth" (Social Capital, 2015)';
const OWN_HISTORY = 'With a filter or a breakdown: of the history of the segment itself.';

/** Every metric there is. `/v1/metrics` and docs/metrics.md are made from it. */
export const METRICS: readonly Metric[] = [
  {
    ...COUNTED,
    id: 'active_members',
    name: 'Active members',
    text:
      'Distinct members with at least one event of the activity definition in the period, by local days of the ' +
      "workspace's time zone. Calendar periods, or rolling windows of 7, 28 or 30 days that end with the labelled day.",
    windows: WINDOWS,
    source: '|A(p)|: the size of the set of members active in p',
    knownAnswer: 'test/e2e/event-to-chart.spec.ts',
    formula: counted('active_members'),
  },
  {
    ...COUNTED,
    id: 'signups',
    name: 'Signups',
    text:
      'Members whose earliest member.signed_up event falls in the period; of equal times the one with the smallest event ' +
      'key. Source and dimensions are those of that event.',
    source: 'the earliest member.signed_up of each member, the minimum of (time, event key, content hash)',
    knownAnswer: 'test/e2e/series-numbers.spec.ts',
    formula: counted('signups'),
  },
  ...ARRIVAL_METRICS,
  {
    ...COUNTED,
    id: 'new_members',
    name: 'New members',
    text: `Members active in the period for the first time since the workspace's first event. ${OWN_HISTORY}`,
    source: `|A(p) less the union of all earlier A|; ${HSU}`,
    knownAnswer: GROWTH_ANSWERS,
    formula: counted('new_members'),
  },
  {
    ...COUNTED,
    id: 'retained_members',
    name: 'Retained members',
    text: 'Members active in the period and in the one before it.',
    source: `|A(p) and A(p-1)|, their intersection; ${HSU}`,
    knownAnswer: GROWTH_ANSWERS,
    formula: counted('retained_members'),
  },
  {
    ...COUNTED,
    id: 'resurrected_members',
    name: 'Resurrected members',
    text: `Members active in the period and at some earlier time, but not in the period before it. ${OWN_HISTORY}`,
    source: `|A(p) and the union of all earlier A, less A(p-1)|; ${HSU}`,
    knownAnswer: GROWTH_ANSWERS,
    formula: counted('resurrected_members'),
  },
  {
    ...COUNTED,
    id: 'churned_members',
    name: 'Churned members',
    text: 'Members active in the period before, and not in this one. While the period runs, they may still come back.',
    source: `|A(p-1) less A(p)|; ${HSU}`,
    knownAnswer: GROWTH_ANSWERS,
    formula: counted('churned_members'),
  },
  {
    ...COUNTED,
    id: 'quick_ratio',
    name: 'Quick ratio',
    text: '(new + resurrected) / churned members of the period: above 1 the service grows. Null where nobody churned.',
    unit: 'ratio',
    emptyPeriod: '0, or null where nobody churned either',
    source: `(new + resurrected) / churned; ${HSU}`,
    knownAnswer: GROWTH_ANSWERS,
    formula: quickRatioFormula,
  },
  {
    ...COUNTED,
    id: 'stickiness',
    name: 'Stickiness',
    text:
      'Mean daily active members over all days of the period or window, divided by its active members. While the period ' +
      'runs, the mean is over its days until today, today included.',
    unit: 'ratio',
    grains: ['week', 'month', 'quarter', 'year'],
    windows: WINDOWS,
    emptyPeriod: 'null',
    source:
      'mean of |A(d)| over the days d of the window / |A(window)|: DAU/MAU, with the mean where single days mislead',
    knownAnswer: GROWTH_ANSWERS,
    formula: stickiness,
  },
  {
    ...COUNTED,
    id: 'growth_rate',
    name: 'Growth rate',
    text: 'A(p) / A(p-1) - 1 of active members: 0.1 is 10% more than in the period before. Null where that had none.',
    unit: 'ratio',
    emptyPeriod: '-1, or null where the period before had no member either',
    source: '|A(p)| / |A(p-1)| - 1: relative change over the previous period',
    knownAnswer: GROWTH_ANSWERS,
    formula: growthRate,
  },
  {
    ...COUNTED,
    id: 'net_new',
    name: 'Net new members',
    text:
      'A(p) - A(p-N) of active members: how many more than N periods before (over=N, by default 1). Null where the ' +
      "period N before lies before the workspace's first event.",
    emptyPeriod: 'minus the active members of N periods before',
    parameters: [...PARAMETERS, 'over'],
    over: 1,
    source: '|A(p)| - |A(p-N)|: absolute change over N periods',
    knownAnswer: GROWTH_ANSWERS,
    formula: netNew,
  },
  {
    ...COUNTED,
    id: 'cmgr',
    name: 'Compound monthly growth rate',
    text:
      '(A(p) / A(p-N))^(1/N) - 1 of monthly active members: the constant monthly rate that leads from one to the other ' +
      'in N months (over=N, by default 3). Null where A(p-N) is 0 or unknown.',
    unit: 'ratio per month',
    grains: ['month'],
    emptyPeriod: '-1, or null where N months before had no member either',
    parameters: [...PARAMETERS, 'over'],
    over: 3,
    source: '(|A(p)| / |A(p-N)|)^(1/N) - 1: the geometric mean of N monthly growth factors, less 1',
    knownAnswer: GROWTH_ANSWERS,
    formula: compoundGrowthRate,
  },
  {
    ...COUNTED,
    id: 'growth',
    name: 'Growth accounting',
    text:
      'Active, new, retained, resurrected and churned members of each period, each counted from sets of its own, and the ' +
      'check that A(p) = A(p-1) + new + resurrected - churned = new + retained + resurrected; net is new + resurrected - ' +
      `churned. ${OWN_HISTORY}`,
    endpoint: '/v1/growth',
    parameters: ['by', 'filter', 'limit'],
    source: HSU,
    knownAnswer: GROWTH_ANSWERS,
    formula: undefined,
  },
  {
    ...COUNTED,
    id: 'retention',
    name: 'Retention',
    text:
      'Of the members of a cohort (first active, or signed up, in a period): how many were active k periods later ' +
      '(mode=on), or then or at any later time (mode=on_or_after). Null for periods that are not over, or lie after the ' +
      "last event. A filter restricts the activity, and with it who is first active when, in the segment's own history; " +
      'of cohorts by signup it restricts the signups, by the dimensions of the signup, as well as the activity.',
    endpoint: '/v1/retention',
    parameters: ['cohort', 'mode', 'periods', 'filter'],
    dimensions: 'filter',
    emptyPeriod: 'a cohort of size 0',
    source:
      '|C and A(p+k)| of a cohort C of p (mode=on); |C and the union of A(p+k) and all later A| (mode=on_or_after)',
    knownAnswer: GROWTH_ANSWERS,
    formula: undefined,
  },
  {
    ...COUNTED,
    id: 'power_curve',
    name: 'Power curve',
    text:
      'How many members were active on exactly 1, 2, ... N of the N days that end with the given one; with the mean daily ' +
      'actives of these days, the members active on any of them, and the quotient of the two (stickiness).',
    endpoint: '/v1/power-curve',
    parameters: ['as_of', 'days', 'filter'],
    grains: ['day'],
    dimensions: 'filter',
    source:
      '|{m: m in exactly k of A(d1) ... A(dN)}|; as in L. Jin, "The Power User Curve" (Andreessen Horowitz, 2018)',
    knownAnswer: GROWTH_ANSWERS,
    formula: undefined,
  },
  ...DELIVERY_METRICS,
];

/** Whether a metric of `/v1/series` is a figure of deliveries. */
export const isOfDeliveries = (metric: Metric): metric is DeliveryMetric => metric.figure !== undefined;

const isInSeries = (metric: Metric): metric is SeriesMetric => metric.formula !== undefined || isOfDeliveries(metric);

/** The metrics that `/v1/series` answers. */
export const SERIES_METRICS: readonly SeriesMetric[] = METRICS.filter(isInSeries);

/** @returns undefined for an id that no metric of `/v1/series` has */
export function findSeriesMetric(id: string): SeriesMetric | undefined {
  return SERIES_METRICS.find((metric) => metric.id === id);
}

/** @throws Error for an id that no metric has: endpoints name their own */
export function metricOf(id: string): Metric {
  const metric = METRICS.find((one) => one.id === id);
  if (!metric) throw new Error(`There is no metric ${id} in the registry.`);
  return metric;
}
