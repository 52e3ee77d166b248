import { z } from 'zod';
import { pageSize } from './page-size.js';
import { Grain, LocalDate, Window } from './period.js';

/** A parameter that may be repeated reads the same when it is given once. */
const repeatable = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string()).max(10, 'may be given at most 10 times'),
);

export const SeriesQuery = z.strictObject({
  /** Whoever knows the metrics says which there are, to a request without one as well. */
  metric: z.string().catch(''),
  grain: Grain.default('month'),
  window: Window.default('calendar'),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  by: z.string().optional(),
  filter: repeatable,
  limit: pageSize.default(10),
  format: z.literal('json').default('json'),
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

export const SeriesPoint = z.object({
  period: z.string(),
  start: LocalDate,
  end: LocalDate.describe('inclusive'),
  value: z.number().nullable().describe('null: no data, which is not zero'),
  complete: z.boolean().describe('the period is over'),
  sealed: z.boolean().describe('the value is stored and final until a restatement'),
  segment: z.string().optional(),
  total: z
    .number()
    .nullable()
    .optional()
    .describe('with `by`: the value over all segments, which need not add up to it'),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

export const SeriesMeta = z.object({
  metric: z.string(),
  definition: z.object({ id: z.string(), version: z.int(), text: z.string() }),
  unit: z.string(),
  grain: Grain,
  window: Window,
  time_zone: z.string(),
  range: z.object({ start: LocalDate.nullable(), end: LocalDate.nullable() }),
  by: z.string().optional(),
  filter: z.array(z.string()).optional(),
  as_of: z.iso.datetime(),
  data_from: LocalDate.nullable().describe('the local day of the first event'),
  data_through: LocalDate.nullable().describe('the local day of the last event'),
  definition_version: z.int().describe("version of the workspace's time zone, activity definition and dimensions"),
  activity_types: z.array(z.string()),
  exact: z.literal(true),
});
export type SeriesMeta = z.infer<typeof SeriesMeta>;

export const SeriesAnswer = z.object({ data: z.array(SeriesPoint), meta: SeriesMeta });
export type SeriesAnswer = z.infer<typeof SeriesAnswer>;
