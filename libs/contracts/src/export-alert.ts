import { z } from 'zod';
import {
  EmailDestination,
  ShownWebhookDestination,
  WebhookDestination,
  WebhookDestinationChange,
} from './export-destination.js';
import { LocalDate } from './period.js';

const email = EmailDestination.describe('people who are mailed to');
const what = 'an address that is told, signed as files are';

/** Who is told when a run of an export has failed for good. */
export const ExportAlert = z.discriminatedUnion('kind', [email, WebhookDestination.describe(what)]);
export type ExportAlert = z.infer<typeof ExportAlert>;

/** As it is changed: what nobody is shown need not be given again. */
export const ExportAlertChange = z.discriminatedUnion('kind', [
  email,
  WebhookDestinationChange.describe(`${what}; of one that is there, what is left out stays`),
]);
export type ExportAlertChange = z.infer<typeof ExportAlertChange>;

/** As it is shown: without what is secret. */
export const ShownExportAlert = z.discriminatedUnion('kind', [email, ShownWebhookDestination.describe(what)]);
export type ShownExportAlert = z.infer<typeof ShownExportAlert>;

/** What an alert says; a webhook is sent it as JSON. */
export interface ExportFailure {
  readonly alert_version: 1;
  readonly kind: 'export_failed';
  readonly workspace: { readonly id: number; readonly name: string };
  readonly export: { readonly id: string; readonly name: string };
  readonly run_id: string;
  /** null: it had none yet. */
  readonly period: { readonly start: z.infer<typeof LocalDate>; readonly end: z.infer<typeof LocalDate> } | null;
  readonly backfill_id: string | null;
  readonly correction: boolean;
  readonly attempts: number;
  /** What the last attempt met, in plain words. */
  readonly error: string;
  readonly started_at: string | null;
  readonly failed_at: string;
  /** When a run of the export was last delivered; null: none was. */
  readonly last_complete_at: string | null;
  readonly what_to_do: string;
}
