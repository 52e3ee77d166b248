import { z } from 'zod';
import { DeliveryQuery } from './delivery.js';
import { EventExportQuery } from './event-export.js';
import { GrowthQuery } from './growth.js';
import { PowerCurveQuery } from './power-curve.js';
import { RetentionQuery } from './retention.js';
import { SeriesQuery } from './series.js';

/** What a saved export can ask, and the address of the API that answers the same. */
export const EXPORT_ADDRESSES = {
  series: '/v1/series',
  growth: '/v1/growth',
  retention: '/v1/retention',
  power_curve: '/v1/power-curve',
  delivery: '/v1/delivery',
  events: '/v1/events/export',
} as const;
export type ExportSubject = keyof typeof EXPORT_ADDRESSES;
export const EXPORT_SUBJECTS = Object.keys(EXPORT_ADDRESSES) as [ExportSubject, ...ExportSubject[]];

/** The parameters of each question, as its address takes them; the export itself says of which days and in which form. */
export const EXPORT_PARAMETERS = {
  series: SeriesQuery.omit({ from: true, to: true, format: true }),
  growth: GrowthQuery.omit({ from: true, to: true, format: true }),
  retention: RetentionQuery.omit({ from: true, to: true, format: true }),
  power_curve: PowerCurveQuery.omit({ as_of: true, days: true, format: true }),
  delivery: DeliveryQuery.omit({ from: true, to: true, format: true }),
  events: EventExportQuery.omit({ from: true, to: true, format: true }),
} as const satisfies Record<ExportSubject, z.ZodObject>;

const text = z.string().max(1_000);

export const ExportQuestion = z.strictObject({
  of: z
    .enum(EXPORT_SUBJECTS)
    .describe('what is asked: the numbers of the address of this name, or `events`, the raw log'),
  parameters: z
    .record(z.string().max(100), z.union([text, z.number(), z.array(text).max(10)]))
    .default({})
    .describe('as the address takes them, without those that say of which days and in which form'),
});
export type ExportQuestion = z.infer<typeof ExportQuestion>;
