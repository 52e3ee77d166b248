import { z } from 'zod';
import { AnswerMeta } from './answer-meta.js';
import { formatParameter } from './formats.js';
import { segmentLimit } from './page-size.js';
import { Grain, LocalDate } from './period.js';
import { rangeEnd, rangeStart, repeatable } from './query-parameters.js';

export const GrowthQuery = z.strictObject({
  grain: Grain.default('month'),
  from: rangeStart,
  to: rangeEnd,
  by: z.string().optional().describe('Breaks the answer down by this dimension of the workspace.'),
  filter: repeatable,
  limit: segmentLimit,
  format: formatParameter,
});
export type GrowthQuery = z.infer<typeof GrowthQuery>;

const members = z.int().nullable().meta({ 'x-unit': 'members' });

/** Growth accounting of one period. Each of the five counts is taken from sets on its own; `identity_holds` is their check. */
export const GrowthRow = z.object({
  period: z.string(),
  start: LocalDate,
  end: LocalDate.describe('inclusive'),
  active: members.describe('A(p): members active in the period'),
  new: members.describe('active in the period for the first time ever'),
  retained: members.describe('active in the period and in the one before'),
  resurrected: members.describe('active in the period and earlier, but not in the one before'),
  churned: members.describe('active in the period before, not in this one'),
  net: members.describe('new + resurrected - churned'),
  quick_ratio: z.number().nullable().describe('(new + resurrected) / churned; null where churned is 0'),
  complete: z.boolean().describe('the period is over'),
  sealed: z.boolean().describe('the values are stored and final until a restatement'),
  identity_holds: z
    .boolean()
    .describe('A(p) = A(p-1) + new + resurrected - churned, and A(p) = new + retained + resurrected'),
  segment: z.string().optional(),
});
export type GrowthRow = z.infer<typeof GrowthRow>;

export const GrowthAnswer = z.object({
  data: z.array(GrowthRow),
  meta: AnswerMeta.extend({
    grain: Grain,
    by: z.string().optional(),
    identity_holds: z.boolean().describe('of every row; false is a fault of this server, and is in its log'),
  }),
});
export type GrowthAnswer = z.infer<typeof GrowthAnswer>;
