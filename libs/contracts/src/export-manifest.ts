import { z } from 'zod';
import { EXPORT_COMPRESSIONS, EXPORT_FORMATS } from './export-file.js';
import { EXPORT_SUBJECTS } from './export-question.js';
import { LocalDate } from './period.js';

/** What a delivered file is and how to check it: written beside the file, once the file is whole. */
export const ExportManifest = z.object({
  manifest_version: z.literal(1),
  export: z.object({ id: z.uuid(), name: z.string() }),
  run_id: z.uuid(),
  idempotency_key: z
    .string()
    .describe(
      'the same for the same bytes of the same period of the same export: a receiver that knows it has the file',
    ),
  file: z.string().describe('name of the data file'),
  format: z.enum(EXPORT_FORMATS),
  compression: z.enum(EXPORT_COMPRESSIONS),
  rows: z.int(),
  test: z.boolean().describe('true: a try-out, which has only the first rows. Drop it'),
  bytes: z.int().describe('size of the data file as it is delivered'),
  sha256: z.string().describe('of the data file as it is delivered, 64 hexadecimal digits'),
  question: z
    .object({ of: z.enum(EXPORT_SUBJECTS), address: z.string() })
    .describe('what was asked, and the address of the API, with parameters, that answers the same'),
  period: z.object({ start: LocalDate, end: LocalDate }).describe('local days, both included'),
  time_zone: z.string(),
  definition: z
    .object({ id: z.string(), version: z.int(), text: z.string() })
    .nullable()
    .describe('what the numbers mean; null: the raw log, which has no numbers'),
  definition_version: z.int().describe("version of the workspace's time zone, activity definition and dimensions"),
  schema: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      nullable: z.boolean(),
      unit: z.string().optional(),
      description: z.string().optional(),
    }),
  ),
  restates: z
    .object({
      run_id: z.uuid(),
      as_of: z.iso.datetime(),
      sha256: z.string(),
      changed: z.boolean().describe('whether this file has other bytes'),
      late_days: z.array(LocalDate).describe('local days of the period on which events were stored since'),
      numbers: z
        .array(
          z.object({
            ...{ metric: z.string(), grain: z.string(), window: z.string(), period: z.string() },
            segment: z.object({ dimension: z.string(), value: z.string() }).optional(),
            ...{ from: z.number().nullable(), to: z.number().nullable(), restated_at: z.iso.datetime() },
          }),
        )
        .describe('final numbers of the period that became others since, the last first; at most 1,000'),
    })
    .nullable()
    .describe('the delivery of the same period that this one takes the place of; null: it is the first'),
  as_of: z.iso.datetime().describe('when the numbers were asked for'),
  watermark: z.iso.datetime().describe('every event that was acknowledged before then is in the file'),
});
export type ExportManifest = z.infer<typeof ExportManifest>;
