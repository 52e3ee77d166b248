import { EVENT_TYPES, type EventType, REJECT_CODES } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Outcome } from './outcome.js';
import { validateEvent } from './validate.js';

const NOW = Date.parse('2013-12-19T14:00:00Z');
const AT = NOW - 60_000;
type Fields = Record<string, unknown>;

const validate = (event: unknown, maxAgeMs?: number) => validateEvent(event, NOW, maxAgeMs);
const active = (fields: Fields = {}) => ({ type: 'member.active', occurred_at: AT, member_id: 'ann', ...fields });
const sent = (fields: Fields = {}) => ({ ...active(), type: 'message.sent', message_id: 'm1', ...fields });

/** `code field`, the message left out; `ok` for an event that passed. */
function verdict(outcome: Outcome<unknown>): string {
  return outcome.kind === 'rejected' ? [outcome.code, outcome.field].filter(Boolean).join(' ') : outcome.kind;
}
function messageOf(outcome: Outcome<unknown>): string {
  return outcome.kind === 'rejected' ? outcome.message : '';
}

/** The table of the contract: what each type needs, and what else it uses. */
const TABLE: Record<EventType, { needed: string[]; used: string[] }> = {
  'member.active': { needed: ['member_id'], used: [] },
  'member.signed_up': { needed: ['member_id'], used: ['invited_by'] },
  'member.invited': { needed: ['member_id'], used: [] },
  'message.sent': { needed: ['member_id', 'message_id'], used: ['recipient_id', 'channel'] },
  'message.delivered': { needed: ['message_id'], used: ['recipient_id', 'channel'] },
  'message.read': { needed: ['message_id'], used: ['recipient_id', 'channel'] },
  'message.failed': { needed: ['message_id'], used: ['recipient_id', 'channel', 'error_code'] },
};
const OF_ALL = ['occurred_at', 'id', 'platform', 'manufacturer', 'country', 'app_version', 'source', 'properties'];
const EVERY_FIELD: Fields = {
  occurred_at: AT,
  id: 'e1',
  member_id: 'ann',
  message_id: 'm1',
  recipient_id: 'bob',
  invited_by: 'cat',
  channel: 'chat',
  error_code: '131026',
  platform: 'ios',
  manufacturer: 'nokia',
  country: 'DE',
  app_version: '2.11.1',
  source: 'invite',
  properties: { plan: 'free' },
};

describe.each(EVENT_TYPES)('%s', (type) => {
  const { needed, used } = TABLE[type];
  const least = { type, occurred_at: AT, ...Object.fromEntries(needed.map((field) => [field, EVERY_FIELD[field]])) };

  it('passes with what it needs and no more', () => {
    expect(validate(least)).toMatchObject({ kind: 'ok', value: least });
  });

  it.each(['occurred_at', ...needed])('is refused without %s, with null, and with an empty one', (field) => {
    expect(verdict(validate({ ...least, [field]: undefined }))).toBe(`missing_field ${field}`);
    expect(verdict(validate({ ...least, [field]: null }))).toBe(`missing_field ${field}`);
    expect(verdict(validate({ ...least, [field]: '' }))).toBe(`invalid_value ${field}`);
  });

  it('keeps the fields that it uses and drops the others, unknown ones too', () => {
    const outcome = validate({ type, ...EVERY_FIELD, colour: 'red', toString: 'x', hasOwnProperty: 1 });
    const kept = ['type', ...OF_ALL, ...needed, ...used].map((field) => [field, { type, ...EVERY_FIELD }[field]]);
    expect(outcome).toEqual({ kind: 'ok', value: Object.fromEntries(kept) });
  });

  it('does not look at fields that it does not use', () => {
    const unused = Object.keys(EVERY_FIELD).filter((field) => ![...OF_ALL, ...needed, ...used].includes(field));
    const hostile = Object.fromEntries(unused.map((field) => [field, { deep: ['\u0000', '\ud800'] }]));
    expect(verdict(validate({ ...least, ...hostile }))).toBe('ok');
  });

  it('takes null and empty text as "not given" in what it does not need', () => {
    for (const empty of [null, '']) {
      const optional = [...OF_ALL.slice(1), ...used].map((field) => [field, empty]);
      expect(validate({ ...least, ...Object.fromEntries(optional) })).toEqual(validate(least));
    }
  });
});

describe('identities', () => {
  const withField: Record<string, (value: unknown) => Fields> = {
    id: (id) => active({ id }),
    member_id: (member_id) => active({ member_id }),
    message_id: (message_id) => sent({ message_id }),
    recipient_id: (recipient_id) => sent({ recipient_id }),
    invited_by: (invited_by) => active({ type: 'member.signed_up', invited_by }),
  };

  it.each([
    ['id', 128],
    ['member_id', 256],
    ['message_id', 256],
    ['recipient_id', 256],
    ['invited_by', 256],
  ] as const)('%s has at most %i characters, none of them NUL or half of a pair', (field, most) => {
    const verdictOf = (value: unknown) => verdict(validate(withField[field]?.(value)));
    expect(verdictOf('x'.repeat(most))).toBe('ok');
    expect(verdictOf('x'.repeat(most + 1))).toBe(`invalid_value ${field}`);
    expect(messageOf(validate(withField[field]?.('x'.repeat(300))))).toContain(`1 to ${most} characters`);
    for (const hostile of ['a\u0000b', '\u0000', 'a\ud800', '\udc00b', '\udc00\ud800']) {
      expect([hostile, verdictOf(hostile)]).toEqual([hostile, `invalid_value ${field}`]);
    }
    expect(verdictOf('\u{1f600} ünï\ncode "quoted\\" \u2028')).toBe('ok');
    for (const other of [5, true, {}, ['ann']]) expect(verdictOf(other)).toBe(`invalid_type ${field}`);
  });
});

describe('labels', () => {
  it.each(['channel', 'error_code', 'platform', 'manufacturer', 'app_version', 'source'])('%s', (field) => {
    const verdictOf = (value: unknown) => verdict(validate(sent({ type: 'message.failed', [field]: value })));
    expect(verdictOf('x'.repeat(128))).toBe('ok');
    expect(verdictOf('x'.repeat(129))).toBe(`invalid_value ${field}`);
    for (const hostile of ['a\u0000b', 'a\ud800', '\udc00b']) expect(verdictOf(hostile)).toBe(`invalid_value ${field}`);
    for (const other of [true, {}, ['x'], 1.5]) expect(verdictOf(other)).toBe(`invalid_type ${field}`);
  });

  it('takes an error code as a number too, and two letters of a country in either case', () => {
    const failed = validate(sent({ type: 'message.failed', error_code: 131026, country: 'de' }));
    expect(failed).toMatchObject({ kind: 'ok', value: { error_code: '131026', country: 'DE' } });
    for (const country of ['Germany', 'D', 'D1', 'ДЕ', 'DE\n', ' DE']) {
      expect([country, verdict(validate(active({ country })))]).toEqual([country, 'invalid_value country']);
    }
  });
});

describe('properties', () => {
  const verdictOf = (properties: unknown) => verdict(validate(active({ properties })));

  it('are strings, numbers and booleans, kept as text', () => {
    const given = { a: 'x', b: 1.5, c: -0, d: true, e: null, f: '', g: 1e21 };
    expect(validate(active({ properties: given }))).toMatchObject({
      value: { properties: { a: 'x', b: '1.5', c: '0', d: 'true', g: '1e+21' } },
    });
    expect(validate(active({ properties: given }))).not.toHaveProperty('value.properties.e');
  });

  it('are refused by name', () => {
    expect(verdictOf({ fine: 'x', list: ['x'] })).toBe('invalid_type properties.list');
    expect(verdictOf({ nested: {} })).toBe('invalid_type properties.nested');
    expect(verdictOf({ long: 'x'.repeat(129) })).toBe('invalid_value properties.long');
    expect(verdictOf({ nul: '\u0000' })).toBe('invalid_value properties.nul');
    expect(verdictOf({ half: '\ud800' })).toBe('invalid_value properties.half');
    expect(verdictOf({ huge: Number.POSITIVE_INFINITY })).toBe('invalid_type properties.huge');
    for (const other of [[], 'x', 5, true]) expect(verdictOf(other)).toBe('invalid_type properties');
  });

  it('have names that can be repeated in an answer, or are not repeated', () => {
    for (const name of ['a\u0000', '\ud800', 'x'.repeat(129)]) {
      expect(verdictOf({ [name]: 'x' })).toBe('invalid_value properties');
      expect(messageOf(validate(active({ properties: { [name]: 'x' } })))).not.toContain(name);
    }
  });
});

describe('what is no event at all', () => {
  it.each([
    [null, 'invalid_type'],
    [[], 'invalid_type'],
    ['member.active', 'invalid_type'],
    [5, 'invalid_type'],
    [{}, 'missing_field type'],
    [{ type: null }, 'missing_field type'],
    [{ type: 5 }, 'invalid_type type'],
    [{ type: ['member.active'] }, 'invalid_type type'],
    [{ type: '' }, 'unknown_type type'],
    [{ type: 'member.left' }, 'unknown_type type'],
    [{ type: 'Member.Active' }, 'unknown_type type'],
    [{ type: 'constructor' }, 'unknown_type type'],
    [{ type: '__proto__' }, 'unknown_type type'],
    [{ type: 'toString' }, 'unknown_type type'],
  ])('%j', (event, expected) => expect(verdict(validate(event))).toBe(expected));

  it('says which types there are', () => {
    for (const type of EVENT_TYPES) expect(messageOf(validate({ type: 'x' }))).toContain(type);
  });

  // As they come: in an object literal __proto__ would set the prototype.
  it.each(['__proto__', 'constructor', 'prototype'])('has no key %s, at the top or in properties', (key) => {
    const top = JSON.parse(JSON.stringify(active()).replace('{', `{"${key}":{"isAdmin":true},`));
    const inside = JSON.parse(JSON.stringify(active({ properties: {} })).replace('{}', `{"${key}":"x"}`));
    expect(verdict(validate(top))).toBe(`forbidden_key ${key}`);
    expect(verdict(validate(inside))).toBe(`forbidden_key ${key}`);
    expect({}).not.toHaveProperty('isAdmin');
  });
});

describe('time', () => {
  const at = (occurred_at: unknown, maxAgeMs?: number) => verdict(validate(active({ occurred_at }), maxAgeMs));

  it('may lie one hour ahead of the server, and not a millisecond more', () => {
    expect(at(NOW + 3_600_000)).toBe('ok');
    expect(at(NOW + 3_600_001)).toBe('in_future occurred_at');
    expect(at('2013-12-19T15:00:00Z')).toBe('ok');
    expect(at('2013-12-19T15:00:00.001Z')).toBe('in_future occurred_at');
  });

  it('may be of any age, unless the workspace has a limit', () => {
    expect(at('1970-01-01T00:00:00Z')).toBe('ok');
    expect(at(NOW - 86_400_000, 86_400_000)).toBe('ok');
    expect(at(NOW - 86_400_001, 86_400_000)).toBe('too_old occurred_at');
  });

  it('is not seconds, and the message says so', () => {
    expect(at(1387461600)).toBe('invalid_value occurred_at');
    expect(messageOf(validate(active({ occurred_at: 1387461600 })))).toMatch(/seconds.*milliseconds/);
    expect(at('2013-02-30T00:00:00Z')).toBe('invalid_value occurred_at');
  });
});

it('gives an outcome for anything that JSON can say, with a code of the list and a message', () => {
  const anything = fc.jsonValue();
  const nearly = fc.record(
    {
      type: fc.oneof(fc.constantFrom(...EVENT_TYPES), anything),
      occurred_at: fc.oneof(fc.constant(AT), anything),
      member_id: fc.oneof(fc.string({ minLength: 1 }), anything),
      message_id: fc.oneof(fc.string({ minLength: 1 }), anything),
      properties: fc.oneof(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.boolean())), anything),
      country: anything,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(anything, nearly), (event) => {
      const outcome = validate(event);
      if (outcome.kind === 'ok') {
        expect(EVENT_TYPES).toContain(outcome.value.type);
      } else {
        expect(outcome).toEqual({ ...outcome, kind: 'rejected', message: expect.stringMatching(/\w/) });
        expect(REJECT_CODES).toContain((outcome as { code: string }).code);
      }
    }),
    { numRuns: 2_000 },
  );
});
