import { z } from 'zod';
import { LocalDate } from './period.js';

/** What every answer says about its numbers, so that they can be checked and asked for again. */
export const AnswerMeta = z.object({
  definition: z.object({ id: z.string(), version: z.int(), text: z.string() }),
  unit: z.string(),
  time_zone: z.string(),
  range: z
    .object({ start: LocalDate.nullable(), end: LocalDate.nullable() })
    .describe('first and last local day of the periods in the answer, inclusive'),
  filter: z.array(z.string()).optional(),
  as_of: z.iso.datetime(),
  data_from: LocalDate.nullable().describe('the local day of the first event'),
  data_through: LocalDate.nullable().describe('the local day of the last event'),
  definition_version: z.int().describe("version of the workspace's time zone, activity definition and dimensions"),
  activity_types: z.array(z.string()),
  exact: z.literal(true),
});
export type AnswerMeta = z.infer<typeof AnswerMeta>;
