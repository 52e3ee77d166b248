import { DEFAULT_DIMENSIONS, EVENT_TYPES } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { buildRows, memberHashes } from './build-rows.js';
import { LocalDays } from './local-days.js';
import { type QueuedEvent, UNSAID } from './queued-event.js';

const hash = (letter: string) => letter.repeat(32);
const event = (fields: Partial<QueuedEvent> = {}): QueuedEvent => ({
  ...UNSAID,
  type: 'member.active',
  event_key: hash('e'),
  content_hash: hash('c'),
  occurred_at: Date.parse('2013-12-19T18:30:00Z'),
  member_hash: hash('a'),
  ...fields,
});
const RULES = {
  workspaceId: 3,
  revision: 2,
  activityTypes: new Set(['member.active', 'message.sent', 'message.read']),
  dimensions: [...DEFAULT_DIMENSIONS],
};
const NUMBERS = new Map([
  [hash('a'), 1],
  [hash('b'), 4_294_967_295],
]);
const build = (events: QueuedEvent[], rules = RULES, zone = 'UTC') =>
  buildRows(events, NUMBERS, rules, new LocalDays(zone));

describe('memberHashes', () => {
  it('names members and inviters, each once, and nobody where there is none', () => {
    const events = [event(), event({ inviter_hash: hash('b') }), event({ member_hash: hash('b') })];
    expect(memberHashes([...events, event({ member_hash: '', recipient_key: hash('d') })])).toEqual([
      hash('a'),
      hash('b'),
    ]);
    expect(memberHashes([])).toEqual([]);
  });
});

describe('buildRows', () => {
  it('numbers members and inviters; 0 is nobody', () => {
    const rows = build([event({ inviter_hash: hash('b') }), event({ member_hash: '' })]);
    expect(rows.map(({ member_no, inviter_no }) => [member_no, inviter_no])).toEqual([
      [1, 4_294_967_295],
      [0, 0],
    ]);
    expect(rows[0]).toMatchObject({ workspace: 3, revision: 2 });
  });

  it('does not store an event without its member', () => {
    expect(() => build([event({ member_hash: hash('f') })])).toThrow('no number');
    expect(() => build([event({ inviter_hash: hash('f') })])).toThrow('no number');
  });

  it('puts events on the local day of the zone', () => {
    const day = (zone: string) => build([event()], RULES, zone)[0]?.day;
    expect([day('UTC'), day('Asia/Kathmandu'), day('Pacific/Apia')]).toEqual([
      '2013-12-19',
      '2013-12-20',
      '2013-12-20',
    ]);
    expect(day('America/Los_Angeles')).toBe('2013-12-19');
  });

  it('calls active what the workspace calls so', () => {
    const active = build(EVENT_TYPES.map((type) => event({ type })))
      .filter((row) => row.active)
      .map((row) => row.event.type);
    expect(active).toEqual(['member.active', 'message.sent', 'message.read']);
  });

  it('says which standard dimensions are folded, in their fixed order', () => {
    const bits = (dimensions: string[]) => build([event()], { ...RULES, dimensions })[0]?.folded_standard;
    expect(bits([...DEFAULT_DIMENSIONS])).toBe(0b11111);
    expect([bits(['platform']), bits(['source', 'country']), bits([])]).toEqual([0b00001, 0b10100, 0]);
  });

  it('gives each dimension of its own a value in every event, and leaves the rest out', () => {
    const rules = { ...RULES, dimensions: ['plan', 'platform', 'team'] };
    const [given, none] = build([event({ properties: { plan: 'free', gone: 'x' } }), event()], rules);
    expect(given?.event.properties).toEqual({ plan: 'free', team: '' });
    expect(none?.event.properties).toEqual({ plan: '', team: '' });
  });
});
