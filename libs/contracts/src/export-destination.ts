import { z } from 'zod';
import { ReceiverUrl } from './receiver-url.js';
import { S3Destination, S3DestinationChange, ShownS3Destination } from './s3-destination.js';
import { ShownSlackDestination, SlackDestination, SlackDestinationChange } from './slack-destination.js';

const FolderDestination = z
  .strictObject({
    kind: z.literal('folder'),
    path: z
      .string()
      .max(200)
      .regex(
        /^([A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$/,
        'must be names of folders joined by /, of letters, digits, ".", "_" and "-", none of which begins with "."',
      )
      .default('')
      .describe("below the workspace's own folder of the root that the configuration names"),
  })
  .describe('a folder of the server');
export type FolderDestination = z.infer<typeof FolderDestination>;

/** Addresses, each once. */
const Recipients = z
  .array(z.string().trim().max(254, 'must have at most 254 characters').pipe(z.email('must be an email address')))
  .min(1, 'must have an address')
  .max(20, 'must have at most 20 addresses')
  .refine((all) => new Set(all.map((address) => address.toLowerCase())).size === all.length, {
    error: 'has an address twice',
  })
  .describe('email addresses');

export const EmailDestination = z
  .strictObject({ kind: z.literal('email'), to: Recipients })
  .describe('people that each file is mailed to; the SMTP server is that of the configuration');
export type EmailDestination = z.infer<typeof EmailDestination>;

const kind = z.literal('webhook');
const url = ReceiverUrl.describe(
  'where each file is sent by POST; never shown again, but for what comes before its query',
);
const secret = z
  .string()
  // Visible ASCII: the same bytes for every program that checks a signature.
  .regex(/^[!-~]{16,256}$/, 'must be 16 to 256 visible ASCII characters')
  .describe('what deliveries are signed with; never shown again');
const what = 'an address that each file is sent to, signed';

export const WebhookDestination = z.strictObject({ kind, url, secret }).describe(what);
export const WebhookDestinationChange = z
  .strictObject({ kind, url: url.optional(), secret: secret.optional() })
  .describe(`${what}; of one that is there, what is left out stays`);
export type WebhookChange = z.infer<typeof WebhookDestinationChange>;
export const ShownWebhookDestination = z
  .object({
    kind,
    receiver: z.string().describe('the address without its query, which may hold a secret'),
    secret: z.object({ set: z.literal(true) }),
  })
  .describe(what);

/** Where the files of an export go, as it is first said. */
export const ExportDestination = z.discriminatedUnion('kind', [
  FolderDestination,
  EmailDestination,
  WebhookDestination,
  SlackDestination,
  S3Destination,
]);
export type ExportDestination = z.infer<typeof ExportDestination>;

/** As it is changed: what nobody is shown need not be given again. */
export const ExportDestinationChange = z.discriminatedUnion('kind', [
  FolderDestination,
  EmailDestination,
  WebhookDestinationChange,
  SlackDestinationChange,
  S3DestinationChange,
]);
export type ExportDestinationChange = z.infer<typeof ExportDestinationChange>;

/** As it is shown: without what is secret. */
export const ShownExportDestination = z.discriminatedUnion('kind', [
  FolderDestination,
  EmailDestination,
  ShownWebhookDestination,
  ShownSlackDestination,
  ShownS3Destination,
]);
export type ShownExportDestination = z.infer<typeof ShownExportDestination>;
