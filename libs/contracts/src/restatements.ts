import { z } from 'zod';
import { pageSize } from './page-size.js';
import { Grain, LocalDate, Window } from './period.js';

/** What a restatement knows of its causes. */
export const RestatementDetail = z.object({
  late_days: z.array(LocalDate).optional().describe('local days that late events fell on, at most the first 100'),
  late_day_count: z.int().optional(),
  exclusions: z.array(z.string()).optional().describe('ids of the decisions about exclusions in between'),
  definition_version: z.object({ from: z.int(), to: z.int() }).optional(),
});
export type RestatementDetail = z.infer<typeof RestatementDetail>;

const RESTATEMENT_REASONS = ['late_events', 'exclusions', 'rebuild', 'metric_version'] as const;

export const Restatement = z.object({
  id: z.int(),
  metric: z.string(),
  grain: Grain,
  window: Window,
  period: z.string(),
  start: LocalDate,
  end: LocalDate,
  from: z.number(),
  to: z.number(),
  sealed_at: z.iso.datetime().describe('when the former number was sealed'),
  restated_at: z.iso.datetime(),
  reasons: z.array(z.enum(RESTATEMENT_REASONS)),
  detail: RestatementDetail,
});
export type Restatement = z.infer<typeof Restatement>;

export const RestatementsQuery = z.strictObject({
  limit: pageSize.default(100),
  before: z.coerce.number().int().positive().optional().describe('only those of a smaller id: the next page'),
});
export type RestatementsQuery = z.infer<typeof RestatementsQuery>;

export const RestatementList = z.object({
  data: z.array(Restatement).describe('the last first'),
  next: z.int().nullable().describe('`before` of the next page; null: there is none'),
});
export type RestatementList = z.infer<typeof RestatementList>;
