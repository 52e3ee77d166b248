import { z } from 'zod';
import { AnswerMeta } from './answer-meta.js';
import { Grain, LocalDate } from './period.js';
import { repeatable, wholeNumber } from './query-parameters.js';

const CohortKind = z.enum(['first_active', 'signed_up']);
const RetentionMode = z.enum(['on', 'on_or_after']);

export const RetentionQuery = z.strictObject({
  cohort: CohortKind.default('first_active'),
  grain: Grain.default('month'),
  mode: RetentionMode.default('on'),
  periods: wholeNumber(1, 400).default(12),
  /** Which cohorts; what became of them is always told as far as it is known. */
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  filter: repeatable,
  format: z.literal('json').default('json'),
});
export type RetentionQuery = z.infer<typeof RetentionQuery>;

const CohortRow = z.object({
  cohort: z.string().describe('the period in which its members were first active, or signed up'),
  start: LocalDate,
  end: LocalDate.describe('inclusive'),
  size: z.int().nullable().describe('null: no data, which is not zero'),
  retained: z
    .array(z.int().nullable())
    .describe('by offset from the cohort period, from 0; null where that period is not over, or after the last event'),
  complete: z.boolean().describe("the cohort's period is over"),
  sealed: z.boolean().describe('the values are stored and final until a restatement'),
});
export type CohortRow = z.infer<typeof CohortRow>;

export const RetentionAnswer = z.object({
  data: z.array(CohortRow),
  meta: AnswerMeta.extend({ grain: Grain, cohort: CohortKind, mode: RetentionMode, periods: z.int() }),
});
export type RetentionAnswer = z.infer<typeof RetentionAnswer>;
