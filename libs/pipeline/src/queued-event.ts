import { EVENT_TYPES, type EventType } from '@grapevine/contracts';
import { z } from 'zod';
import type { Outcome } from './outcome.js';

const hash = z.string().regex(/^[0-9a-f]{32}$/);
const hashOrNone = z.string().regex(/^(?:[0-9a-f]{32})?$/);
const text = z.string().max(128);

/** One event as it waits in the queue: validated, identities as keyed hashes, '' for what is not given. */
const QueuedEventRow = z.tuple([
  z.enum(EVENT_TYPES),
  hash,
  hash,
  z.int().min(0),
  hashOrNone,
  hashOrNone,
  hashOrNone,
  hashOrNone,
  text,
  text,
  text,
  text,
  text,
  text,
  text,
  z.record(z.string(), text),
]);
type Row = z.infer<typeof QueuedEventRow>;

export interface QueuedEvent {
  readonly type: EventType;
  readonly event_key: string;
  readonly content_hash: string;
  /** Epoch milliseconds. */
  readonly occurred_at: number;
  /** The member who acted (on `message.read` the reader); '' where nobody did. */
  readonly member_hash: string;
  readonly inviter_hash: string;
  readonly message_key: string;
  readonly recipient_key: string;
  readonly channel: string;
  readonly error_code: string;
  readonly platform: string;
  readonly manufacturer: string;
  readonly country: string;
  readonly app_version: string;
  readonly source: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** The event as a row without field names: half the bytes of an object in the queue. */
export function toQueueRow(e: QueuedEvent): Row {
  return [
    e.type,
    e.event_key,
    e.content_hash,
    e.occurred_at,
    e.member_hash,
    e.inviter_hash,
    e.message_key,
    e.recipient_key,
    e.channel,
    e.error_code,
    e.platform,
    e.manufacturer,
    e.country,
    e.app_version,
    e.source,
    { ...e.properties },
  ];
}

/** Reads back a row of the queue. What another version or a damaged store left there becomes a dead letter, not a crash. */
export function fromQueueRow(row: unknown): Outcome<QueuedEvent> {
  const parsed = QueuedEventRow.safeParse(row);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'row';
    return {
      kind: 'dead_letter',
      reason: 'malformed',
      detail: `position ${where}: ${issue?.message ?? 'not readable'}`,
    };
  }
  const [
    type,
    event_key,
    content_hash,
    occurred_at,
    member_hash,
    inviter_hash,
    message_key,
    recipient_key,
    channel,
    error_code,
    platform,
    manufacturer,
    country,
    app_version,
    source,
    properties,
  ] = parsed.data;
  return {
    kind: 'ok',
    value: {
      type,
      event_key,
      content_hash,
      occurred_at,
      member_hash,
      inviter_hash,
      message_key,
      recipient_key,
      channel,
      error_code,
      platform,
      manufacturer,
      country,
      app_version,
      source,
      properties,
    },
  };
}
