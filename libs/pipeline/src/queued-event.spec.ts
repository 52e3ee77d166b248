import { EVENT_TYPES } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromQueueRow, type QueuedEvent, toQueueRow } from './queued-event.js';

const HASH = '0123456789abcdef0123456789abcdef';
const EVENT: QueuedEvent = {
  type: 'message.sent',
  event_key: HASH,
  content_hash: HASH.replace('0', 'f'),
  occurred_at: 1387461600000,
  member_hash: HASH.replace('0', '1'),
  inviter_hash: '',
  message_key: HASH.replace('0', '2'),
  recipient_key: HASH.replace('0', '3'),
  channel: 'chat',
  error_code: '',
  platform: 'ios',
  manufacturer: '',
  country: 'DE',
  app_version: '2.11',
  source: '',
  properties: { plan: 'free' },
};
const ROW = JSON.parse(JSON.stringify(toQueueRow(EVENT))) as unknown[];
const FIELDS = Object.keys(EVENT);
const withAt = (position: number, value: unknown) => ROW.map((old, i) => (i === position ? value : old));

describe('a queue row', () => {
  it('comes back from JSON as the event that it was', () => {
    const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
    const hashOrNone = fc.oneof(hash, fc.constant(''));
    const text = fc.string({ unit: 'binary', maxLength: 64 });
    const events = fc.record<QueuedEvent>({
      type: fc.constantFrom(...EVENT_TYPES),
      event_key: hash,
      content_hash: hash,
      occurred_at: fc.integer({ min: 0, max: Date.UTC(2299, 11, 30) }),
      member_hash: hashOrNone,
      inviter_hash: hashOrNone,
      message_key: hashOrNone,
      recipient_key: hashOrNone,
      channel: text,
      error_code: text,
      platform: text,
      manufacturer: text,
      country: text,
      app_version: text,
      source: text,
      properties: fc.dictionary(fc.string(), text, { maxKeys: 5 }),
    });
    fc.assert(
      fc.property(events, (event) => {
        const row: unknown = JSON.parse(JSON.stringify(toQueueRow(event)));
        expect(fromQueueRow(row)).toEqual({ kind: 'ok', value: JSON.parse(JSON.stringify(event)) });
      }),
      { numRuns: 300 },
    );
  });

  it('has the fields in the order in which rows of this version are written', () => {
    // Rows wait in queues and in dead letters: a version that reads them in another order would mix fields up.
    expect(ROW).toEqual(Object.values(EVENT));
  });

  it.each([null, undefined, {}, 'row', 5, [], ROW.slice(1), [...ROW, ''], { ...ROW }])(
    'is a dead letter when it is %j',
    (row) => expect(fromQueueRow(row)).toMatchObject({ kind: 'dead_letter', reason: 'malformed' }),
  );

  const wrong: Record<string, unknown[]> = {
    type: ['member.left', 'constructor', null, 5],
    occurred_at: [-1, 1.5, '1387461600000', null, 8.64e15, Number.MAX_SAFE_INTEGER, Date.UTC(2299, 11, 31)],
    properties: [null, [], 'x', { plan: 5 }, { plan: null }, { plan: 'x'.repeat(129) }, { plan: {} }],
  };
  const notHashes = ['xyz', HASH.slice(1), `${HASH}0`, HASH.toUpperCase(), '+4917012345', 5, null, [HASH]];
  const notTexts = ['x'.repeat(129), 5, null, {}, ['x']];
  for (const field of ['event_key', 'content_hash']) wrong[field] = ['', ...notHashes];
  for (const field of ['member_hash', 'inviter_hash', 'message_key', 'recipient_key']) wrong[field] = notHashes;
  for (const field of FIELDS) wrong[field] ??= notTexts;

  it.each(FIELDS)('is a dead letter, by name, when %s cannot be', (field) => {
    for (const value of wrong[field] ?? []) {
      const outcome = fromQueueRow(withAt(FIELDS.indexOf(field), value));
      expect([value, outcome.kind]).toEqual([value, 'dead_letter']);
      const detail = outcome.kind === 'dead_letter' ? outcome.detail : '';
      expect(detail).toContain(field);
      // Only hashes should be here; if an identity ever is, the detail does not spread it.
      expect(detail).not.toContain('+4917012345');
    }
  });

  it('never makes a worker throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(15), (value, position) => {
        expect(['ok', 'dead_letter']).toContain(fromQueueRow(value).kind);
        expect(['ok', 'dead_letter']).toContain(fromQueueRow(withAt(position, value)).kind);
      }),
      { numRuns: 1_000 },
    );
  });
});
