import type { EventType, ValidEvent } from '@grapevine/contracts';
import { LAST_INSTANT } from '@grapevine/contracts';

/** A text field: its name, its most characters, and whether an event of the type must have it. */
type TextField = readonly [name: TextName, most: number, required?: 'required'];
type TextName = Exclude<keyof ValidEvent, 'type' | 'occurred_at' | 'properties'>;
type Draft = { -readonly [K in keyof ValidEvent]: ValidEvent[K] };

const COMMON: readonly TextField[] = [
  ['id', 128],
  ['platform', 128],
  ['manufacturer', 128],
  ['country', 2],
  ['app_version', 128],
  ['source', 128],
];
const MEMBER: readonly TextField[] = [['member_id', 256, 'required'], ...COMMON];
const MESSAGE: readonly TextField[] = [
  ['message_id', 256, 'required'],
  ['recipient_id', 256],
  ['channel', 128],
  ...COMMON,
];

const FIELDS: Readonly<Record<EventType, readonly TextField[]>> = {
  'member.active': MEMBER,
  'member.signed_up': [...MEMBER, ['invited_by', 256]],
  'member.invited': MEMBER,
  'message.sent': [['member_id', 256, 'required'], ...MESSAGE],
  'message.delivered': MESSAGE,
  'message.read': MESSAGE,
  'message.failed': [...MESSAGE, ['error_code', 128]],
};

/** No code unit that needs a second look: NUL, and halves of surrogate pairs, in pairs or not. */
const PLAIN = /^[^\0\ud800-\udfff]*$/;
const COUNTRY = /^[A-Za-z]{2}$/;
/** As contracts' occurred_at: less looks like seconds. */
const LEAST_MILLISECONDS = 100_000_000_000;

/** All fields in one order, so that every event has the same hidden class and what reads it stays fast. */
const NOTHING: Omit<ValidEvent, 'type' | 'occurred_at'> = {
  id: undefined,
  member_id: undefined,
  message_id: undefined,
  recipient_id: undefined,
  invited_by: undefined,
  channel: undefined,
  error_code: undefined,
  platform: undefined,
  manufacturer: undefined,
  country: undefined,
  app_version: undefined,
  source: undefined,
  properties: undefined,
};

/**
 * Reads the kind of event that nearly all are: a time in milliseconds, plain text, no properties. The schemas of contracts
 * decide what is valid; this knows some of what they accept, in a quarter of the time, and a test holds the two together.
 *
 * @returns what the type's schema would give; undefined where the schema itself has to look, whatever it will say
 */
export function readPlainEvent(type: EventType, raw: Readonly<Record<string, unknown>>): ValidEvent | undefined {
  const { occurred_at: at, properties } = raw;
  if (typeof at !== 'number' || !Number.isInteger(at) || at < LEAST_MILLISECONDS || at >= LAST_INSTANT)
    return undefined;
  if (properties !== undefined && properties !== null) return undefined;
  const event: Draft = { type, occurred_at: at, ...NOTHING };
  for (const [name, most, required] of FIELDS[type]) {
    const value = raw[name];
    if (value === undefined || value === null || value === '') {
      if (required) return undefined;
    } else if (typeof value === 'string' && value.length <= most && PLAIN.test(value)) {
      event[name] = value;
    } else {
      return undefined;
    }
  }
  if (event.country !== undefined) {
    if (!COUNTRY.test(event.country)) return undefined;
    event.country = event.country.toUpperCase();
  }
  return event;
}
