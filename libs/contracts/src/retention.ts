import { z } from 'zod';
import { AnswerMeta } from './answer-meta.js';
import { formatParameter } from './formats.js';
import { Grain, LocalDate } from './period.js';
import { rangeEnd, rangeStart, repeatable, wholeNumber } from './query-parameters.js';

const CohortKind = z.enum(['first_active', 'signed_up']);
const RetentionMode = z.enum(['on', 'on_or_after']);

export const RetentionQuery = z.strictObject({
  cohort: CohortKind.default('first_active').describe('What makes a cohort: the first activity ever, or the signup.'),
  grain: Grain.default('month'),
  mode: RetentionMode.default('on').describe('on: active in that period; on_or_after: in it or at any later time.'),
  periods: wholeNumber(1, 400).default(12).describe('How many periods of each cohort, from its own (0) on.'),
  from: rangeStart.describe('First local day of the cohorts; what became of them is told as far as it is known.'),
  to: rangeEnd.describe('Last local day of the cohorts, inclusive.'),
  filter: repeatable,
  format: formatParameter,
});
export type RetentionQuery = z.infer<typeof RetentionQuery>;

const members = z.int().nullable().meta({ 'x-unit': 'members' });

const CohortRow = z.object({
  cohort: z.string().describe('the period in which its members were first active, or signed up'),
  start: LocalDate,
  end: LocalDate.describe('inclusive'),
  size: members.describe('null: no data, which is not zero'),
  retained: z
    .array(z.int().nullable())
    .describe('by offset from the cohort period, from 0; null where that period is not over, or after the last event'),
  complete: z.boolean().describe("the cohort's period is over"),
  sealed: z.boolean().describe('the values are stored and final until a restatement'),
});
export type CohortRow = z.infer<typeof CohortRow>;

const { retained: _, complete, sealed, ...cohort } = CohortRow.shape;

/** A row of the same answer as a table. */
export const RetentionCell = z.object({
  ...cohort,
  offset: z.int().describe('periods since that of the cohort, which is 0'),
  retained: members.describe('null where that period is not over, or after the last event'),
  complete,
  sealed,
});
export type RetentionCell = z.infer<typeof RetentionCell>;

export const RetentionAnswer = z.object({
  data: z.array(CohortRow),
  meta: AnswerMeta.extend({ grain: Grain, cohort: CohortKind, mode: RetentionMode, periods: z.int() }),
});
export type RetentionAnswer = z.infer<typeof RetentionAnswer>;
