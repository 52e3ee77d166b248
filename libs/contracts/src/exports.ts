import { z } from 'zod';
import { storableText } from './event-fields.js';
import { ExportAlert, ExportAlertChange, ShownExportAlert } from './export-alert.js';
import { ExportDestination, ExportDestinationChange, ShownExportDestination } from './export-destination.js';
import { EXPORT_COMPRESSIONS, EXPORT_FORMATS } from './export-file.js';
import { ExportQuestion } from './export-question.js';
import { ExportRange } from './export-range.js';
import { ExportRun } from './export-runs.js';
import { ExportSchedule } from './export-schedule.js';
import { formatParameter } from './formats.js';
import { longPage, nextAfter, pageAfter } from './page-size.js';

const settings = {
  name: storableText(100),
  question: ExportQuestion,
  range: ExportRange,
  format: z.enum(EXPORT_FORMATS).describe('what each file is'),
  compression: z.enum(EXPORT_COMPRESSIONS),
  incomplete_periods: z.boolean().describe('whether a period that is not over may be sent; its numbers still grow'),
  schedule: ExportSchedule.nullable().describe('when it runs by itself; null: when it is asked to'),
  paused: z.boolean().describe('the schedule makes no runs, and those of this time are not made up for'),
  send_corrections: z
    .boolean()
    .describe('whether, after each run, delivered periods whose numbers have changed are sent again'),
};

const LastRun = ExportRun.pick({
  id: true,
  state: true,
  period: true,
  error: true,
  created_at: true,
  finished_at: true,
});

/** A question whose answer is brought somewhere, as often as it is run. */
export const SavedExport = z.object({
  id: z.uuid(),
  file_prefix: z.string().describe('what the names of its files begin with; stays when the name changes'),
  ...settings,
  destination: ShownExportDestination,
  alert: ShownExportAlert.nullable().describe('who is told when a run has failed for good; null: nobody'),
  next_due_at: z.iso.datetime().nullable().describe('when the schedule fires next; null: it does not'),
  last_run: LastRun.nullable().describe(
    'the last one that was due or that somebody asked for: not of a backfill, nor a correction, nor a test; null: there is none',
  ),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type SavedExport = z.infer<typeof SavedExport>;

export const NewExport = z.strictObject({
  name: settings.name,
  file_prefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be up to 60 small letters, digits and "-"')
    .optional()
    .describe('what the names of its files begin with; without it, made of the name'),
  question: settings.question,
  range: settings.range,
  format: settings.format.default('csv'),
  compression: settings.compression.default('none'),
  incomplete_periods: settings.incomplete_periods.default(false),
  destination: ExportDestination,
  alert: ExportAlert.nullable().default(null).describe('who is told when a run has failed for good; null: nobody'),
  schedule: settings.schedule.default(null),
  paused: settings.paused.default(false),
  send_corrections: settings.send_corrections.default(false),
});
export type NewExport = z.infer<typeof NewExport>;

export const ExportChange = z
  .strictObject({
    name: settings.name.optional(),
    question: settings.question.optional(),
    range: settings.range.optional(),
    format: settings.format.optional(),
    compression: settings.compression.optional(),
    incomplete_periods: settings.incomplete_periods.optional(),
    destination: ExportDestinationChange.optional(),
    alert: ExportAlertChange.nullable().optional(),
    schedule: settings.schedule.optional(),
    paused: settings.paused.optional(),
    send_corrections: settings.send_corrections.optional(),
  })
  .describe('What is left out stays as it is');
export type ExportChange = z.infer<typeof ExportChange>;

export const ExportsQuery = z.strictObject({ limit: longPage, after: pageAfter, format: formatParameter });
export type ExportsQuery = z.infer<typeof ExportsQuery>;

export const ExportList = z.object({ data: z.array(SavedExport).describe('the oldest first'), next: nextAfter });
export type ExportList = z.infer<typeof ExportList>;
