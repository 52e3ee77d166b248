import { EVENT_SCHEMAS, type EventType, INGEST_LIMITS, type RejectCode, type ValidEvent } from '@grapevine/contracts';
import type { $ZodIssue, $ZodIssueInvalidKey } from 'zod/v4/core';
import type { Outcome, Rejection } from './outcome.js';
import { readPlainEvent } from './plain-event.js';

const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'] as const;

const reject = (code: RejectCode, message: string, field?: string): Rejection => ({
  kind: 'rejected',
  code,
  message,
  ...(field === undefined ? {} : { field }),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A key that, copied carelessly by any program downstream, would change the behaviour of objects. */
function forbiddenKey(event: Record<string, unknown>): string | undefined {
  const { properties } = event;
  return FORBIDDEN_KEYS.find(
    (key) => Object.hasOwn(event, key) || (isObject(properties) && Object.hasOwn(properties, key)),
  );
}

/** Translates the schema's first complaint into one of the contract's codes. */
function rejectionFrom(issue: $ZodIssue, event: Record<string, unknown>): Rejection {
  // The name itself is not repeated: it is what is wrong.
  if (issue.code === 'invalid_key')
    return reject('invalid_value', `a name in properties ${nameFault(issue)}`, 'properties');
  const field = issue.path.map(String).join('.');
  const value = event[String(issue.path[0])];
  if (value === undefined || value === null) return reject('missing_field', `${field} is needed here`, field);
  const code = issue.code === 'invalid_type' || issue.code === 'invalid_union' ? 'invalid_type' : 'invalid_value';
  return reject(code, `${field} ${issue.message.replace(/^Invalid input: /, 'has the wrong type: ')}`, field);
}

const nameFault = (issue: $ZodIssueInvalidKey): string => issue.issues[0]?.message ?? 'is not valid';

function readEvent(type: EventType, raw: Record<string, unknown>): Outcome<ValidEvent> {
  const plain = readPlainEvent(type, raw);
  if (plain) return { kind: 'ok', value: plain };
  const parsed = EVENT_SCHEMAS[type].safeParse(raw);
  return parsed.success ? { kind: 'ok', value: parsed.data } : rejectionFrom(parsed.error.issues[0] as $ZodIssue, raw);
}

const tooEarlyOrLate = (occurredAt: number, now: number, maxAgeMs: number | undefined): Rejection | undefined => {
  if (occurredAt > now + INGEST_LIMITS.futureMs) {
    return reject('in_future', 'occurred_at is over one hour ahead of the server: check the clock', 'occurred_at');
  }
  if (maxAgeMs !== undefined && occurredAt < now - maxAgeMs) {
    return reject('too_old', 'occurred_at is older than this workspace accepts', 'occurred_at');
  }
  return undefined;
};

/**
 * Validates one event of a request.
 *
 * @param raw what JSON.parse gave
 * @param now the server's clock, epoch milliseconds
 * @param maxAgeMs the workspace's limit of age, in milliseconds; undefined: none
 * @returns the event with only the fields that its type uses, or the first reason to refuse it
 */
export function validateEvent(raw: unknown, now: number, maxAgeMs?: number): Outcome<ValidEvent> {
  if (!isObject(raw)) return reject('invalid_type', 'an event must be a JSON object');
  const forbidden = forbiddenKey(raw);
  if (forbidden) return reject('forbidden_key', `the key ${forbidden} is not allowed`, forbidden);
  const { type } = raw;
  if (type === undefined || type === null) return reject('missing_field', 'type is needed', 'type');
  if (typeof type !== 'string') return reject('invalid_type', 'type must be a string', 'type');
  if (!Object.hasOwn(EVENT_SCHEMAS, type)) {
    return reject('unknown_type', `type must be one of ${Object.keys(EVENT_SCHEMAS).join(', ')}`, 'type');
  }
  const outcome = readEvent(type as EventType, raw);
  if (outcome.kind !== 'ok') return outcome;
  return tooEarlyOrLate(outcome.value.occurred_at, now, maxAgeMs) ?? outcome;
}
