import { INGEST_LIMITS } from '@grapevine/contracts';
import type { Outcome } from '@grapevine/pipeline';
import { ProblemError } from '../http/problem-error.js';

/** One event of a body as JSON gave it, or the reason why there is none. */
export type DecodedEvent = Outcome<unknown>;

const decoder = new TextDecoder('utf-8', { fatal: true });

const unreadable = (detail: string) => new ProblemError(400, 'unreadable_body', detail);
const TOO_LARGE: DecodedEvent = {
  kind: 'rejected',
  code: 'too_large',
  message: 'an event may have at most 32 KiB of JSON',
};
const NOT_JSON: DecodedEvent = { kind: 'rejected', code: 'invalid_value', message: 'this line is not JSON' };

/**
 * Takes a body apart into events: one event, an array, `{"events": [...]}`, or one event a line.
 *
 * @throws ProblemError 400 where the body is not JSON at all, 413 where it has too many events
 */
export function decodeEvents(body: Buffer, format: 'json' | 'ndjson'): DecodedEvent[] {
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    throw unreadable('The body is not UTF-8.');
  }
  return format === 'ndjson' ? decodeLines(text) : decodeDocument(text);
}

function decodeLines(text: string): DecodedEvent[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  refuseTooMany(lines.length);
  return lines.map((line) => {
    if (Buffer.byteLength(line) > INGEST_LIMITS.eventBytes) return TOO_LARGE;
    try {
      return { kind: 'ok', value: JSON.parse(line) };
    } catch {
      return NOT_JSON;
    }
  });
}

function decodeDocument(text: string): DecodedEvent[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw unreadable('The body is not JSON. Send one event, an array of events, or {"events": [...]}.');
  }
  const events = eventsOf(document);
  refuseTooMany(events.length);
  return events.map((event) => (isTooLarge(event) ? TOO_LARGE : { kind: 'ok', value: event }));
}

function eventsOf(document: unknown): unknown[] {
  if (Array.isArray(document)) return document;
  if (typeof document !== 'object' || document === null) {
    throw unreadable('The body must be one event, an array of events, or {"events": [...]}.');
  }
  if (!Object.hasOwn(document, 'events')) return [document];
  const { events } = document as { events: unknown };
  if (!Array.isArray(events)) throw unreadable('"events" must be an array of events.');
  return events;
}

function refuseTooMany(count: number): void {
  if (count <= INGEST_LIMITS.events) return;
  throw new ProblemError(413, 'too_many_events', `The body has ${count} events; send at most 5,000 at a time.`);
}

/** Measures the event as JSON, exactly only where a cheap upper bound does not settle it. */
function isTooLarge(event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  let bound = 2;
  for (const [key, value] of Object.entries(event)) {
    // A code unit takes at most six bytes of JSON: \u0000.
    bound += 6 * key.length + 4;
    if (typeof value === 'string') bound += 6 * value.length;
    else if (typeof value === 'object' && value !== null) return isReallyTooLarge(event);
    else bound += 30;
  }
  return bound > INGEST_LIMITS.eventBytes && isReallyTooLarge(event);
}

function isReallyTooLarge(event: object): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(event)) > INGEST_LIMITS.eventBytes;
  } catch {
    // Nested so deeply that it cannot be written.
    return true;
  }
}
