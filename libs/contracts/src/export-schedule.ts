import { z } from 'zod';

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day, such as 06:30')
  .describe("by the clock of the workspace's time zone");

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** When an export runs by itself, by the clock of the workspace's time zone. */
export const ExportSchedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hourly'), minute: z.int().min(0).max(59).default(0) }),
  z.strictObject({ kind: z.literal('daily'), time }),
  z.strictObject({ kind: z.literal('weekly'), weekday: z.enum(WEEKDAYS), time }),
  z.strictObject({
    kind: z.literal('monthly'),
    day: z.int().min(1).max(31).describe('of the month; the last one where the month is shorter'),
    time,
  }),
  z
    .strictObject({ kind: z.literal('first_weekday'), time })
    .describe('the first day of each month from Monday to Friday'),
  z.strictObject({
    kind: z.literal('cron'),
    expression: z.string().max(200).describe('five fields: minute, hour, day of the month, month, day of the week'),
  }),
]);
export type ExportSchedule = z.infer<typeof ExportSchedule>;
