import { z } from 'zod';
import { formatParameter } from './formats.js';
import { longPage, nextBefore, pageBefore } from './page-size.js';
import { Grain, LocalDate } from './period.js';

/** A range of periods that are sent after the fact, each by a run of its own. */
export const ExportBackfill = z.object({
  id: z.uuid(),
  from: LocalDate,
  to: LocalDate.describe('inclusive'),
  runs: z
    .object({
      total: z.int(),
      open: z.int().describe('that are not over'),
      complete: z.int(),
      skipped: z.int(),
      cancelled: z.int(),
      failed: z.int(),
    })
    .describe('how far it is'),
  created_at: z.iso.datetime(),
});
export type ExportBackfill = z.infer<typeof ExportBackfill>;

export const NewExportBackfill = z.strictObject({
  from: LocalDate.describe('first local day of the first period'),
  to: LocalDate.describe('last local day of the last period, inclusive'),
  grain: Grain.optional().describe(
    'how long the period of each run is; without it that of the range of the export, or else of its question',
  ),
});
export type NewExportBackfill = z.infer<typeof NewExportBackfill>;

export const ExportBackfillsQuery = z.strictObject({ limit: longPage, before: pageBefore, format: formatParameter });
export type ExportBackfillsQuery = z.infer<typeof ExportBackfillsQuery>;

export const ExportBackfillList = z.object({
  data: z.array(ExportBackfill).describe('the last one first'),
  next: nextBefore,
});
export type ExportBackfillList = z.infer<typeof ExportBackfillList>;
