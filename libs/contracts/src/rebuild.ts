import { z } from 'zod';
import { DeclaredDimensions } from './event.js';
import { formatParameter } from './formats.js';
import { longPage, nextBefore, pageBefore } from './page-size.js';
import { LocalDate } from './period.js';
import { ActivityTypes, DefinitionSettings, TimeZone } from './workspace-settings.js';

/** A definition that is thought of: what is left out stays as it is. */
export const RebuildPreviewRequest = z.strictObject({
  time_zone: TimeZone.optional(),
  activity_types: ActivityTypes.optional(),
  dimensions: DeclaredDimensions.optional(),
});
export type RebuildPreviewRequest = z.infer<typeof RebuildPreviewRequest>;

const MonthNumbers = z.object({
  active_members: z.int(),
  new_members: z.int().describe('active for the first time ever'),
});

export const RebuildPreview = z.object({
  data: z
    .array(
      z.object({
        period: z.string(),
        start: LocalDate,
        end: LocalDate.describe('inclusive'),
        before: MonthNumbers.nullable().describe('by the definition in force; null: no data, which is not zero'),
        after: MonthNumbers.nullable().describe('by the one that was asked about'),
      }),
    )
    .describe('the last twelve months that have data'),
  settings: z.object({ before: DefinitionSettings, after: DefinitionSettings }),
  changes: z.array(z.enum(['time_zone', 'activity_types', 'dimensions'])).describe('empty: nothing would change'),
  notes: z.array(z.string()).describe('what the numbers above do not show'),
  blocked_by: z
    .array(z.object({ dimension: z.string(), value: z.string() }))
    .describe('excluded segments of dimensions that would go: include them again first'),
  events: z.int().describe('rows of the log that would be folded again'),
  as_of: z.iso.datetime(),
});
export type RebuildPreview = z.infer<typeof RebuildPreview>;

export const Rebuild = z.object({
  id: z.uuid(),
  state: z
    .enum(['running', 'done', 'failed'])
    .describe('running: every answer is by the old definition; done: by the new one; failed: the old one stays'),
  from_revision: z.int(),
  to_revision: z.int(),
  settings: z.object({ before: DefinitionSettings, after: DefinitionSettings }),
  progress: z
    .object({
      steps: z.object({ done: z.int(), total: z.int() }),
      days: z.object({ done: z.int(), total: z.int() }),
      events: z.object({ done: z.int(), total: z.int() }),
    })
    .nullable()
    .describe('null until the log has been looked over'),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  error: z.string().nullable().describe('while it runs: what the last attempt at a step met; the step is tried again'),
});
export type Rebuild = z.infer<typeof Rebuild>;

export const RebuildQuery = z.strictObject({ limit: longPage, before: pageBefore, format: formatParameter });
export type RebuildQuery = z.infer<typeof RebuildQuery>;

export const RebuildList = z.object({ data: z.array(Rebuild).describe('the last one first'), next: nextBefore });
export type RebuildList = z.infer<typeof RebuildList>;
