import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ValidEvent } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pseudonymiser } from './pseudonymise.js';

const SECRET = 's3cret'.repeat(8);
const pseudonymiser = new Pseudonymiser(SECRET);
const DECLARED = new Set(['platform', 'plan']);

const FULL: ValidEvent = {
  type: 'message.sent',
  occurred_at: 1387461600000,
  id: 'evt-1',
  member_id: '+4917012345',
  message_id: 'wamid.HBgLNDkxNzAxMjM0NQ',
  recipient_id: '+4917099999',
  channel: 'whatsapp',
  platform: 'ios',
  country: 'DE',
  properties: { plan: 'free', email: 'ann@example.org' },
};

const hide = (event: ValidEvent, workspace = 1) => pseudonymiser.pseudonymise(event, workspace, DECLARED);
const hmac = (purpose: string, text: string) => {
  const key = createHmac('sha256', SECRET).update(`grapevine:${purpose}`).digest();
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
};

describe('Pseudonymiser', () => {
  it('gives each identity a hash of its kind and workspace, and keeps what is no identity', () => {
    const hidden = hide(FULL, 7);
    expect(hidden).toEqual({
      type: 'message.sent',
      event_key: hmac('event', '7\0message.sent\0evt-1'),
      content_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
      occurred_at: 1387461600000,
      member_hash: hmac('member', '7\0+4917012345'),
      inviter_hash: '',
      message_key: hmac('message', '7\0wamid.HBgLNDkxNzAxMjM0NQ'),
      recipient_key: hmac('recipient', '7\0+4917099999'),
      channel: 'whatsapp',
      error_code: '',
      platform: 'ios',
      manufacturer: '',
      country: 'DE',
      app_version: '',
      source: '',
      properties: { plan: 'free' },
    });
    expect(pseudonymiser.memberHash(7, '+4917012345')).toBe(hidden.member_hash);
  });

  it('lets no identity and no undeclared property through', () => {
    const text = JSON.stringify(hide({ ...FULL, type: 'member.signed_up', invited_by: '+4917055555' }));
    for (const secret of ['+4917012345', 'wamid', '+4917099999', '+4917055555', 'evt-1', 'ann@example.org', 'email']) {
      expect(text).not.toContain(secret);
    }
  });

  it('tells workspaces, kinds of identities and secrets apart', () => {
    const same: ValidEvent = { ...FULL, id: 'x', member_id: 'x', message_id: 'x', recipient_id: 'x', invited_by: 'x' };
    const hashes = [hide(same, 1), hide(same, 2), new Pseudonymiser('other'.repeat(8)).pseudonymise(same, 1, DECLARED)];
    const all = hashes.flatMap((h) => [h.event_key, h.content_hash, h.member_hash, h.message_key, h.recipient_key]);
    expect(new Set(all).size).toBe(15);
    // An inviter is a member: the same person under the same hash.
    for (const h of hashes) expect(h.inviter_hash).toBe(h.member_hash);
  });

  it('scopes without ambiguity: no two pairs of workspace and id are the same text', () => {
    // Ids hold no NUL, workspaces are numbers.
    const pair = fc.tuple(
      fc.nat(30),
      fc.string({ maxLength: 3 }).map((id) => id.replaceAll('\0', '')),
    );
    fc.assert(
      fc.property(pair, pair, ([a, x], [b, y]) => {
        expect(pseudonymiser.memberHash(a, x) === pseudonymiser.memberHash(b, y)).toBe(a === b && x === y);
      }),
      { numRuns: 500 },
    );
  });

  it('makes the reader of a message a member, and nobody of who merely received it', () => {
    const read = hide({ type: 'message.read', occurred_at: 1, message_id: 'm', recipient_id: 'bob' });
    expect(read.member_hash).toBe(pseudonymiser.memberHash(1, 'bob'));
    expect(read.recipient_key).not.toBe(read.member_hash);
    for (const type of ['message.delivered', 'message.failed'] as const) {
      expect(hide({ type, occurred_at: 1, message_id: 'm', recipient_id: 'bob' }).member_hash).toBe('');
    }
    expect(hide({ type: 'message.read', occurred_at: 1, message_id: 'm' }).member_hash).toBe('');
  });
});

describe('the identity of an event', () => {
  it("is the sender's id and the type, whatever else it says", () => {
    const [one, two] = [hide(FULL), hide({ ...FULL, occurred_at: 1387461600001, country: 'FR' })];
    expect(two.event_key).toBe(one.event_key);
    expect(two.content_hash).not.toBe(one.content_hash);
    expect(hide({ ...FULL, type: 'message.read' }).event_key).not.toBe(one.event_key);
  });

  it('is its content where the sender gave no id', () => {
    const { id: _, ...nameless } = FULL;
    const everything = new Set(['plan', 'email']);
    const whole = pseudonymiser.pseudonymise(nameless, 7, everything);
    expect(whole.event_key).toBe(whole.content_hash);
    expect(hide({ ...nameless, occurred_at: 1387461600001 }).event_key).not.toBe(hide(nameless).event_key);
  });

  it('does not depend on the order of fields or properties, nor on what is not given', () => {
    const fields = Object.entries({ ...FULL, properties: undefined }).filter(([name]) => name !== 'id');
    const properties = Object.entries({ plan: 'free', a: '1', b: '2', é: '3', Z: '4', '10': '5', '9': '6' });
    const build = (of: [string, unknown][], with_: [string, string][]) =>
      hide({ ...Object.fromEntries(of), properties: Object.fromEntries(with_) } as unknown as ValidEvent);
    const expected = build(fields, properties).event_key;
    const shuffled = (of: [string, unknown][]) => fc.shuffledSubarray(of, { minLength: of.length });
    fc.assert(
      fc.property(shuffled(fields), shuffled(properties), (f, p) => {
        expect(build(f, p as [string, string][]).event_key).toBe(expected);
      }),
      { numRuns: 200 },
    );
    expect(hide({ ...FULL, app_version: undefined, properties: {} }).content_hash).toBe(
      hide({ ...FULL, properties: undefined }).content_hash,
    );
  });

  it('tells what was kept of an event, so that equal hashes are equal rows; its identity stays the same', () => {
    const { id: _, ...nameless } = FULL;
    const declared = [[], ['plan'], ['email'], ['plan', 'email'], ['plan', 'email', 'other']];
    const rows = declared.map((names) => pseudonymiser.pseudonymise(nameless, 7, new Set(names)));
    expect(new Set(rows.map((row) => row.event_key)).size).toBe(1);
    for (const one of rows) {
      for (const other of rows) {
        const [same, equal] = [one.content_hash === other.content_hash, isDeepStrictEqual(one, other)];
        expect(same).toBe(equal);
      }
    }
  });

  it('changes with every field, an undeclared property among them', () => {
    const base = hide(FULL).content_hash;
    const changes: Partial<ValidEvent>[] = [
      { type: 'message.read' },
      { occurred_at: 1 },
      { id: 'evt-2' },
      { member_id: 'x' },
      { message_id: 'x' },
      { recipient_id: 'x' },
      { invited_by: 'x' },
      { channel: 'x' },
      { error_code: 'x' },
      { platform: 'x' },
      { manufacturer: 'x' },
      { country: 'FR' },
      { app_version: 'x' },
      { source: 'x' },
      { properties: { plan: 'free', email: 'bob@example.org' } },
      { properties: { plan: 'paid', email: 'ann@example.org' } },
      // The same texts in other places.
      { member_id: FULL.recipient_id, recipient_id: FULL.member_id },
      { channel: 'ios', platform: 'whatsapp' },
    ];
    const hashes = changes.map((change) => hide({ ...FULL, ...change }).content_hash);
    expect(new Set([base, ...hashes]).size).toBe(changes.length + 1);
  });
});
