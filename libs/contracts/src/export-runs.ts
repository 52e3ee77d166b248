import { z } from 'zod';
import { ExportManifest } from './export-manifest.js';
import { formatParameter } from './formats.js';
import { nextBefore, pageBefore, pageSize } from './page-size.js';
import { LocalDate } from './period.js';

export const EXPORT_RUN_STATES = [
  'waiting',
  'running',
  'retrying',
  'complete',
  'skipped',
  'cancelled',
  'failed',
] as const;
export type ExportRunState = (typeof EXPORT_RUN_STATES)[number];

/** One file that is made and brought to its destination. */
export const ExportRun = z.object({
  id: z.uuid(),
  state: z
    .enum(EXPORT_RUN_STATES)
    .describe(
      'waiting: for the runs before it, or until every event that came before it is stored; retrying: an attempt failed, and ' +
        'another one follows by itself; skipped: there was nothing to send, since its period is not over, or none has ended since the last run; failed: for good',
    ),
  period: z
    .object({ start: LocalDate, end: LocalDate.describe('inclusive') })
    .nullable()
    .describe('null: follows from the run before it, and is known when it begins'),
  due_at: z.iso.datetime().nullable().describe('by the schedule; null: somebody asked for it'),
  backfill_id: z.uuid().nullable().describe('the backfill that it belongs to'),
  correction: z
    .boolean()
    .describe('sends a period again, since what was sent of it may have changed; skipped where it has not'),
  test: z.boolean().describe('brings the first 100 rows alone, to try the destination, and counts as no delivery'),
  attempts: z.int(),
  rows_written: z.int().describe('progress of the present attempt, or of the last'),
  error: z.string().nullable().describe('what the last attempt met, in plain words'),
  delivered_to: z.string().nullable(),
  alerted_at: z.iso
    .datetime()
    .nullable()
    .describe('when the alert of the export has said that the run failed for good'),
  alert_error: z.string().nullable().describe('what the alert met, in plain words'),
  manifest: ExportManifest.nullable().describe('what was delivered; null until the run is complete'),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
});
export type ExportRun = z.infer<typeof ExportRun>;

/** Without a period: that of the export's range. */
export const NewExportRun = z.strictObject({
  period: z
    .strictObject({ start: LocalDate, end: LocalDate.describe('inclusive') })
    .optional()
    .describe('of which days; without it those of the range of the export, as of now'),
  test: z
    .boolean()
    .default(false)
    .describe(
      'tries question, file and destination with the first 100 rows, once: the file is named apart, and nothing counts as delivered',
    ),
});
export type NewExportRun = z.infer<typeof NewExportRun>;

export const ExportRunsQuery = z.strictObject({ limit: pageSize, before: pageBefore, format: formatParameter });
export type ExportRunsQuery = z.infer<typeof ExportRunsQuery>;

export const ExportRunList = z.object({ data: z.array(ExportRun).describe('the last one first'), next: nextBefore });
export type ExportRunList = z.infer<typeof ExportRunList>;
