import { EVENT_TYPES, type EventType, LAST_INSTANT } from '@grapevine/contracts';
import type { Outcome } from './outcome.js';

/** What one position of a row must hold. */
type Position = (value: unknown) => boolean;

const HEX = /^[0-9a-f]{32}$/;
const aType: Position = (value) => EVENT_TYPES.includes(value as EventType);
const aHash: Position = (value) => typeof value === 'string' && HEX.test(value);
const aHashOrNone: Position = (value) => value === '' || aHash(value);
const aText: Position = (value) => typeof value === 'string' && value.length <= 128;
const anInstant: Position = (value) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < LAST_INSTANT;
const properties: Position = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(aText);

/** The fields of a row in their order, with what each must be. By hand: this runs for every event, where a schema costs six times as much. */
const POSITIONS: readonly (readonly [keyof QueuedEvent, Position])[] = [
  ['type', aType],
  ['event_key', aHash],
  ['content_hash', aHash],
  ['occurred_at', anInstant],
  ['member_hash', aHashOrNone],
  ['inviter_hash', aHashOrNone],
  ['message_key', aHashOrNone],
  ['recipient_key', aHashOrNone],
  ['channel', aText],
  ['error_code', aText],
  ['platform', aText],
  ['manufacturer', aText],
  ['country', aText],
  ['app_version', aText],
  ['source', aText],
  ['properties', properties],
];

/** One event as it waits in the queue: validated, identities as keyed hashes, '' for what is not given. */
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

/** What an event does not say, it has like this. */
export const UNSAID: Omit<QueuedEvent, 'type' | 'event_key' | 'content_hash' | 'occurred_at'> = {
  member_hash: '',
  inviter_hash: '',
  message_key: '',
  recipient_key: '',
  channel: '',
  error_code: '',
  platform: '',
  manufacturer: '',
  country: '',
  app_version: '',
  source: '',
  properties: {},
};

type Text = string;
/** Type, event key, content hash, time; member, inviter, message, recipient; channel, error code; dimensions; properties. */
type QueueRow = [
  ...[EventType, Text, Text, number],
  ...[Text, Text, Text, Text],
  ...[Text, Text],
  ...[Text, Text, Text, Text, Text],
  Readonly<Record<string, string>>,
];

/** The event as a row without field names: half the bytes of an object in the queue. */
export function toQueueRow(e: QueuedEvent): QueueRow {
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
    e.properties,
  ];
}

/** Reads back a row of the queue. What another version or a damaged store left there becomes a dead letter, not a crash. */
export function fromQueueRow(row: unknown): Outcome<QueuedEvent> {
  if (!Array.isArray(row) || row.length !== POSITIONS.length) {
    return { kind: 'dead_letter', reason: 'malformed', detail: `not a row of ${POSITIONS.length} fields` };
  }
  for (let i = 0; i < POSITIONS.length; i++) {
    const [field, fits] = POSITIONS[i] as (typeof POSITIONS)[number];
    if (!fits(row[i])) return { kind: 'dead_letter', reason: 'malformed', detail: `${field} is not what it must be` };
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
  ] = row as QueueRow;
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
