import { z } from 'zod';
import { Grain, LocalDate } from './period.js';

const Previous = z.strictObject({
  kind: z.literal('previous'),
  grain: Grain,
  count: z.int().min(1).max(1_000).default(1).describe('how many, the last ones that are over'),
});

const Fixed = z.strictObject({
  kind: z.literal('fixed'),
  from: LocalDate,
  to: LocalDate.describe('inclusive'),
});

const SinceLastRun = z.strictObject({
  kind: z.literal('since_last_run'),
  from: LocalDate.describe('first day of the first run'),
});

/** Of which days a run is: those before the run that are over, always the same ones, or those that no run has brought yet. */
export const ExportRange = z.discriminatedUnion('kind', [Previous, Fixed, SinceLastRun]);
export type ExportRange = z.infer<typeof ExportRange>;
