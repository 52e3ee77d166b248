import { z } from 'zod';
import { formatParameter } from './formats.js';
import { pageSize } from './page-size.js';
import { Grain, LocalDate, Window } from './period.js';
import { rowNumber } from './query-parameters.js';

/** What a restatement knows of its causes. */
export const RestatementDetail = z.object({
  late_days: z.array(LocalDate).optional().describe('local days that late events fell on, at most the first 100'),
  late_day_count: z.int().optional(),
  exclusions: z.array(z.string()).optional().describe('ids of the decisions about exclusions in between'),
  excluded_segments: z
    .array(z.object({ dimension: z.string(), value: z.string() }))
    .optional()
    .describe('the excluded segments, where events have changed who is in them'),
  definition_version: z.object({ from: z.int(), to: z.int() }).optional(),
});
export type RestatementDetail = z.infer<typeof RestatementDetail>;

const RestatementReason = z.enum([
  'late_events',
  'exclusions',
  'excluded_segment_changed',
  'rebuild',
  'metric_version',
  'channel_settings',
]);
export type RestatementReason = z.infer<typeof RestatementReason>;

export const Restatement = z.object({
  id: z.int(),
  metric: z.string(),
  grain: Grain,
  window: Window,
  period: z.string(),
  start: LocalDate,
  end: LocalDate,
  segment: z
    .object({ dimension: z.string(), value: z.string() })
    .optional()
    .describe('of which segment of a breakdown; left out: of everything'),
  from: z.number().nullable().describe('null: a rate or percentile of nothing'),
  to: z.number().nullable(),
  sealed_at: z.iso.datetime().describe('when the former number was sealed'),
  restated_at: z.iso.datetime(),
  reasons: z.array(RestatementReason),
  detail: RestatementDetail,
});
export type Restatement = z.infer<typeof Restatement>;

export const RestatementsQuery = z.strictObject({
  limit: pageSize,
  before: rowNumber('must be an id of a restatement')
    .optional()
    .describe('Only those of a smaller id: `next` of the page before.'),
  metric: z
    .string()
    .regex(
      /^[a-z0-9_]{1,100}(,[a-z0-9_]{1,100}){0,99}$/,
      'must be ids of metrics with commas between; GET /v1/metrics lists them',
    )
    .optional()
    .describe('Only those of these metrics: their ids, with commas between.'),
  by: z
    .enum(['', 'channel'], {
      error: 'must be channel, or empty for numbers over everything: no other breakdown is sealed',
    })
    .optional()
    .describe('`channel`: only those of single channels; empty: only those of numbers over everything.'),
  grain: Grain.optional().describe('Only those of this grain.'),
  window: Window.optional().describe('Only those of this window.'),
  from: LocalDate.optional().describe('Only those of periods that end on this local day or later.'),
  to: LocalDate.optional().describe('Only those of periods that begin on this local day or earlier.'),
  format: formatParameter,
});
export type RestatementsQuery = z.infer<typeof RestatementsQuery>;

export const RestatementList = z.object({
  data: z.array(Restatement).describe('the last first'),
  next: z.int().nullable().describe('`before` of the next page; null: there is none'),
});
export type RestatementList = z.infer<typeof RestatementList>;
