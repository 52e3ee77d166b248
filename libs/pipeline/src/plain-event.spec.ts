import { EVENT_SCHEMAS, EVENT_TYPES, LAST_INSTANT } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPlainEvent } from './plain-event.js';

const NAMES = [
  'id',
  'member_id',
  'message_id',
  'recipient_id',
  'invited_by',
  'channel',
  'error_code',
  'platform',
  'manufacturer',
  'country',
  'app_version',
  'source',
  'properties',
  'unknown',
];
/** What JSON can hold, and most of all what lies at an edge of some rule. */
const value = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('a', 'de', 'DE', '+49151', 'organic', '😀', 'é', 'D1', 'a\0b', '\ud800', '\udc00x'),
  },
  { weight: 2, arbitrary: fc.constantFrom('', null, undefined) },
  { weight: 2, arbitrary: fc.constantFrom(1, 1.5, true, [], {}, { plan: 'pro' }, ['a']) },
  { weight: 2, arbitrary: fc.constantFrom(...[127, 128, 129, 255, 256, 257].map((length) => 'x'.repeat(length))) },
  { weight: 1, arbitrary: fc.string() },
);
const time = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1_300_000_000_000, max: 1_800_000_000_000 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[-1, 0, 1e11 - 1, 1e11, 1e11 + 0.5, LAST_INSTANT - 1, LAST_INSTANT, 1e300, null, undefined],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('2013-12-19T14:00:00Z', '1387461600000', {}) },
);
const event = fc
  .tuple(time, fc.boolean(), fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 10 }))
  .map(([occurred_at, named, fields]): Record<string, unknown> => {
    const identities = named ? { member_id: 'm', message_id: 'n' } : {};
    return { occurred_at, ...identities, ...Object.fromEntries(fields) };
  });

describe('reading a plain event', () => {
  it('gives what the schema gives, or leaves it to the schema', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...EVENT_TYPES), event, (type, given) => {
        const raw = { ...given, type };
        const plain = readPlainEvent(type, raw);
        if (plain === undefined) return;
        read++;
        expect(plain).toEqual(EVENT_SCHEMAS[type].parse(raw));
      }),
      { numRuns: 20_000, seed: 20131219 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it.each(EVENT_TYPES)('reads an ordinary %s itself, with every field that its schema knows', (type) => {
    const raw: Record<string, unknown> = { type };
    for (const name of Object.keys(EVENT_SCHEMAS[type].shape)) raw[name] ??= name === 'country' ? 'de' : `a ${name}`;
    const ordinary = { ...raw, occurred_at: 1_387_461_600_000, properties: undefined };
    expect(readPlainEvent(type, ordinary)).toEqual(EVENT_SCHEMAS[type].parse(ordinary));
    expect(readPlainEvent(type, ordinary)).not.toBeUndefined();
  });
});
