import { isUtf8 } from 'node:buffer';
import { INGEST_LIMITS } from '@grapevine/contracts';
import type { Outcome } from '@grapevine/pipeline';
import { ProblemError } from '../http/problem-error.js';
import {
  elementsOf,
  endOfValue,
  findMember,
  isArray,
  isObject,
  NotJsonError,
  type Span,
  skipSpace,
} from './json-scan.js';

/** One event of a body as JSON gave it, or the reason why there is none. */
export type DecodedEvent = Outcome<unknown>;

const FORMS = 'Send one event, an array of events, or {"events": [...]}.';
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NEWLINE = 0x0a;

const TOO_LARGE: DecodedEvent = {
  kind: 'rejected',
  code: 'too_large',
  message: 'an event may have at most 32 KiB of JSON',
};
const NOT_JSON: DecodedEvent = { kind: 'rejected', code: 'invalid_value', message: 'this line is not JSON' };
const NOT_UTF8: DecodedEvent = { kind: 'rejected', code: 'invalid_value', message: 'this line is not UTF-8' };

const unreadable = (detail: string) => new ProblemError(400, 'unreadable_body', detail);

/**
 * Takes a body apart into events: one event, an array, `{"events": [...]}`, or one event a line.
 *
 * Events come one at a time, and are found before they are parsed: a body of ten megabytes that unfolds into millions of
 * objects costs no more memory than one event, and no more time than to look at its bytes.
 *
 * @throws ProblemError while iterating: 400 where the body is not JSON at all, 413 where it has too many events
 */
export function* decodeEvents(body: Buffer, format: 'json' | 'ndjson'): Generator<DecodedEvent, void> {
  let count = 0;
  for (const event of format === 'ndjson' ? decodeLines(withoutMark(body)) : decodeDocument(withoutMark(body))) {
    if (++count > INGEST_LIMITS.events) {
      throw new ProblemError(
        413,
        'too_many_events',
        'The body has more than 5,000 events. Send it in several requests.',
      );
    }
    yield event;
  }
}

const withoutMark = (body: Buffer): Buffer =>
  body.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? body.subarray(BYTE_ORDER_MARK.length) : body;

/** Lines stand on their own: one that cannot be read does not spoil the others. */
function* decodeLines(body: Buffer): Generator<DecodedEvent, void> {
  const readable = isUtf8(body);
  // What is skipped includes blank lines.
  for (let start = skipSpace(body, 0); start < body.length; ) {
    const newline = body.indexOf(NEWLINE, start);
    const end = newline === -1 ? body.length : newline;
    yield decodeLine(body.subarray(start, end), readable);
    start = skipSpace(body, end);
  }
}

function decodeLine(line: Buffer, readable: boolean): DecodedEvent {
  if (line.length > INGEST_LIMITS.eventBytes) return TOO_LARGE;
  if (!readable && !isUtf8(line)) return NOT_UTF8;
  try {
    return { kind: 'ok', value: JSON.parse(line.toString('utf8')) };
  } catch {
    return NOT_JSON;
  }
}

function* decodeDocument(body: Buffer): Generator<DecodedEvent, void> {
  if (!isUtf8(body)) throw unreadable('The body is not UTF-8.');
  try {
    const start = skipSpace(body, 0);
    let end: number;
    if (isArray(body, start)) end = yield* decodeElements(body, start);
    else if (isObject(body, start)) end = yield* decodeObject(body, start);
    else end = refuseOther(body, start);
    if (skipSpace(body, end) !== body.length) throw new NotJsonError('Something follows the value.');
  } catch (error) {
    if (!(error instanceof NotJsonError) && !(error instanceof SyntaxError)) throw error;
    throw unreadable(`The body is not JSON. ${FORMS}`);
  }
}

function refuseOther(body: Buffer, start: number): never {
  // Tells a word that is JSON (null) from one that is not (nul).
  JSON.parse(body.toString('utf8', start, Math.min(endOfValue(body, start), start + INGEST_LIMITS.eventBytes)));
  throw unreadable(`The body is neither an object nor an array. ${FORMS}`);
}

/** @returns at last, what stands behind the array */
function* decodeElements(body: Buffer, open: number): Generator<DecodedEvent, number> {
  const elements = elementsOf(body, open);
  for (;;) {
    const { done, value } = elements.next();
    if (done) return value;
    yield decodeElement(body, value);
  }
}

function decodeElement(body: Buffer, { start, end }: Span): DecodedEvent {
  if (end - start > INGEST_LIMITS.eventBytes) return TOO_LARGE;
  return { kind: 'ok', value: JSON.parse(body.toString('utf8', start, end)) };
}

/** An object is an event, unless it has `events`: then it is an envelope, and whatever else it has is ignored. */
function* decodeObject(body: Buffer, start: number): Generator<DecodedEvent, number> {
  const { value: events, end } = findMember(body, start, 'events');
  if (!events) {
    yield decodeElement(body, { start, end });
    return end;
  }
  checkEnvelope(body.subarray(start, events.start), body.subarray(events.end, end));
  if (!isArray(body, events.start)) throw unreadable('"events" must be an array of events.');
  yield* decodeElements(body, events.start);
  return end;
}

function checkEnvelope(before: Buffer, behind: Buffer): void {
  if (before.length + behind.length > INGEST_LIMITS.eventBytes) {
    const detail = 'Apart from "events" the body may have at most 32 KiB. Send the events alone.';
    throw new ProblemError(413, 'body_too_large', detail);
  }
  JSON.parse(`${before}null${behind}`);
}
