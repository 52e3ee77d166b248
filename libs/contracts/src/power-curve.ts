import { z } from 'zod';
import { AnswerMeta } from './answer-meta.js';
import { formatParameter } from './formats.js';
import { Grain, LocalDate } from './period.js';
import { repeatable, wholeNumber } from './query-parameters.js';

export const PowerCurveQuery = z.strictObject({
  as_of: LocalDate.optional().describe('Last local day of the window; without it the last day with an event.'),
  days: wholeNumber(1, 90).default(28).describe('How many days the window has.'),
  filter: repeatable,
  format: formatParameter,
});
export type PowerCurveQuery = z.infer<typeof PowerCurveQuery>;

export const PowerCurvePoint = z.object({
  days: z.int().meta({ 'x-unit': 'days' }).describe('1 to the number of days of the window'),
  members: z
    .int()
    .nullable()
    .meta({ 'x-unit': 'members' })
    .describe('active on exactly so many of them; null: no data, which is not zero'),
});

export const PowerCurveAnswer = z.object({
  data: z.array(PowerCurvePoint),
  active: z.int().nullable().describe('members active on any of the days'),
  mean_daily_active: z.number().nullable(),
  stickiness: z.number().nullable().describe('mean_daily_active / active; null where active is 0'),
  complete: z.boolean().describe('the last day is over'),
  sealed: z.boolean().describe('the values are stored and final until a restatement'),
  meta: AnswerMeta.extend({ grain: Grain, days: z.int() }),
});
export type PowerCurveAnswer = z.infer<typeof PowerCurveAnswer>;
