import { z } from 'zod';
import { AnswerMeta } from './answer-meta.js';
import { formatParameter } from './formats.js';
import { segmentLimit } from './page-size.js';
import { Grain, LocalDate, Window } from './period.js';
import { rangeEnd, rangeStart, repeatable, wholeNumber } from './query-parameters.js';

const Comparison = z
  .enum(['previous_period', 'previous_year'])
  .describe('which other period is shown beside each, cut to as many days as have elapsed while the period runs');
export type Comparison = z.infer<typeof Comparison>;

export const SeriesQuery = z.strictObject({
  /** Whoever knows the metrics says which there are, to a request without one as well. */
  metric: z.string().catch('').describe('Which metric: the id of one that GET /v1/metrics lists for this address.'),
  grain: Grain.default('month'),
  window: Window.default('calendar'),
  from: rangeStart,
  to: rangeEnd,
  by: z.string().optional().describe('Breaks the answer down by this dimension.'),
  filter: repeatable,
  limit: segmentLimit,
  over: wholeNumber(1, 120)
    .optional()
    .describe('Periods to look back, for the metrics that do: net_new (1 by default) and cmgr (3).'),
  compare: Comparison.optional(),
  format: formatParameter,
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

/** Another period beside a point's own. Every field is null where there is none: week 53, 29 February. */
const ComparedPoint = z.object({
  period: z.string().nullable(),
  start: LocalDate.nullable(),
  end: LocalDate.nullable().describe(
    'inclusive; while the period itself is running, cut to as many days as have elapsed',
  ),
  value: z.number().nullable(),
  change: z.number().nullable().describe('value / compared value - 1; null where the compared value is 0 or null'),
  difference: z.number().nullable().describe('value - compared value'),
});
export type ComparedPoint = z.infer<typeof ComparedPoint>;

export const SeriesPoint = z.object({
  period: z.string(),
  start: LocalDate,
  end: LocalDate.describe('inclusive'),
  value: z.number().nullable().describe('null: no data, which is not zero'),
  complete: z.boolean().describe('the period is over'),
  sealed: z.boolean().describe('the value is stored and final until a restatement'),
  maturing: z.boolean().optional().describe('of deliveries: whether events that still count may come'),
  segment: z.string().optional(),
  total: z
    .number()
    .nullable()
    .optional()
    .describe('with `by`: the value over all segments, which need not add up to it'),
  compare: ComparedPoint.optional().describe('with `compare`'),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

export const SeriesMeta = AnswerMeta.extend({
  metric: z.string(),
  grain: Grain,
  window: Window,
  by: z.string().optional(),
  over: z.int().optional().describe('periods looked back, for the metrics that do'),
  compare: Comparison.optional(),
});
export type SeriesMeta = z.infer<typeof SeriesMeta>;

export const SeriesAnswer = z.object({ data: z.array(SeriesPoint), meta: SeriesMeta });
export type SeriesAnswer = z.infer<typeof SeriesAnswer>;
