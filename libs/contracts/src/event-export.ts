import { z } from 'zod';
import { EVENT_TYPES } from './event.js';
import { formatParameter } from './formats.js';
import { LocalDate } from './period.js';
import { repeated } from './query-parameters.js';

const oneOf = `must be one of ${EVENT_TYPES.join(', ')}`;

export const EventExportQuery = z.strictObject({
  from: LocalDate.optional().describe('First local day; without it that of the first event.'),
  to: LocalDate.optional().describe('Last local day, inclusive; without it that of the last event.'),
  type: repeated(z.enum(EVENT_TYPES, { error: oneOf })).describe('Repeatable; without it every type.'),
  format: formatParameter.describe('Form of the answer; without it what Accept names, or else NDJSON.'),
});
export type EventExportQuery = z.infer<typeof EventExportQuery>;

const key = z.string().describe('keyed hash, 32 hexadecimal digits');
const given = z.string().nullable().describe('null: not given');

/** One event of the log, as a line of `GET /v1/events/export`: numbers and keyed hashes in the place of identities. */
export const ExportedEvent = z.object({
  type: z.enum(EVENT_TYPES),
  event_key: key,
  content_hash: key,
  occurred_at: z.iso.datetime({ precision: 3 }).describe('with milliseconds, UTC'),
  day: LocalDate.describe("the local day in the workspace's time zone"),
  member_no: z.int().nullable().describe('who acted; on message.read the reader. null: nobody did'),
  inviter_no: z.int().nullable(),
  message_key: key.nullable(),
  recipient_key: key.nullable(),
  channel: given,
  error_code: given,
  platform: given,
  manufacturer: given,
  country: given,
  app_version: given,
  source: given,
  properties: z.record(z.string(), z.string()).describe('the other declared dimensions that the event gave'),
});
export type ExportedEvent = z.infer<typeof ExportedEvent>;

/** The last line of an export that is whole. Its type is none of an event's. */
export const ExportEnd = z.object({
  type: z.literal('export.end'),
  events: z.int().describe('how many lines came before it'),
});
export type ExportEnd = z.infer<typeof ExportEnd>;
