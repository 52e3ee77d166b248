import {
  DeliveryQuery,
  GrowthQuery,
  MetricListQuery,
  PowerCurveQuery,
  RetentionQuery,
  SeriesQuery,
} from '@grapevine/contracts';
import { SERIES_METRICS } from '@grapevine/metrics';
import type { RouteDescription } from '../description.js';
import { DELIVERY_EXAMPLES, GROWTH_EXAMPLES, POWER_CURVE_EXAMPLES } from '../examples/figures.js';
import { RETENTION_EXAMPLES, SERIES_EXAMPLES } from '../examples/numbers.js';

const tag = 'Reading numbers';

export const READING: Readonly<Record<string, RouteDescription>> = {
  'GET /v1/series': {
    tag,
    operation: 'getSeries',
    summary: 'One metric, period by period',
    text:
      'Every period of the range has a row. A period without events is 0 from the first event through the last one, and ' +
      'null before and after. With `by` each row names its `segment`, and segments need not add up to the `total`.',
    query: SeriesQuery,
    choices: { metric: SERIES_METRICS.map(({ id }) => id) },
    answer: 'SeriesAnswer',
    refuses: [429],
    examples: SERIES_EXAMPLES,
  },
  'GET /v1/growth': {
    tag,
    operation: 'getGrowth',
    summary: 'Growth accounting: active, new, retained, resurrected, churned',
    text:
      'Each of the five counts is taken from sets of its own; `identity_holds` says that ' +
      'active = active before + new + resurrected - churned, in every row.',
    query: GrowthQuery,
    answer: 'GrowthAnswer',
    refuses: [429],
    examples: GROWTH_EXAMPLES,
  },
  'GET /v1/retention': {
    tag,
    operation: 'getRetention',
    summary: 'What became of those who came at one time',
    text: 'One row a cohort. A period that is not over, or lies after the last event, is null.',
    query: RetentionQuery,
    answer: 'RetentionAnswer',
    refuses: [429],
    examples: RETENTION_EXAMPLES,
  },
  'GET /v1/power-curve': {
    tag,
    operation: 'getPowerCurve',
    summary: 'On how many of the last days people come',
    text: 'How many members were active on exactly 1, 2, ... of the days that end with `as_of`.',
    query: PowerCurveQuery,
    answer: 'PowerCurveAnswer',
    refuses: [429],
    examples: POWER_CURVE_EXAMPLES,
  },
  'GET /v1/delivery': {
    tag,
    operation: 'getDelivery',
    summary: 'What became of the messages sent in each period',
    text:
      'By the day of sending, over receipts that come within the horizon of the channel; rates are of channels that report ' +
      'receipts, those of reading of channels that report reads, and null where none does. `maturing` says that events that still ' +
      'count may come.',
    query: DeliveryQuery,
    answer: 'DeliveryAnswer',
    refuses: [429],
    examples: DELIVERY_EXAMPLES,
  },
  'GET /v1/metrics': {
    tag,
    operation: 'listMetrics',
    summary: 'The catalogue of metrics',
    text: 'What each metric means, in words, with its version, unit, and what it can be asked by.',
    query: MetricListQuery,
    answer: 'MetricList',
  },
};
