import type { ExportedEvent } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { KeptValues, REST } from './kept-values.js';
import { dayNumber } from './local-days.js';
import { type AuditSettings, LogRecorder } from './log-recorder.js';
import { unionOf } from './member-days.js';

const key = (digit: string): string => digit.repeat(32);

const event = (given: Partial<ExportedEvent>): ExportedEvent => ({
  type: 'member.active',
  event_key: key('1'),
  content_hash: key('1'),
  occurred_at: '2013-12-19T12:00:00.000Z',
  day: (given.occurred_at ?? '2013-12-19').slice(0, 10),
  member_no: 1,
  inviter_no: null,
  message_key: null,
  recipient_key: null,
  channel: null,
  error_code: null,
  platform: null,
  manufacturer: null,
  country: null,
  app_version: null,
  source: null,
  properties: {},
  ...given,
});

const EXCLUDED_SEGMENTS = [
  { dimension: 'platform', value: 'test' },
  { dimension: 'source', value: 'paid:x' },
];

const record = (events: readonly ExportedEvent[], more: Partial<AuditSettings> = {}): LogRecorder => {
  const dimensions = ['platform', 'plan'];
  const recorder = new LogRecorder({
    ...{ timeZone: 'UTC', activityTypes: ['member.active'], dimensions, kept: new KeptValues() },
    excludedSegments: EXCLUDED_SEGMENTS,
    ...more,
  });
  for (const one of events) recorder.add(one);
  return recorder;
};

const signup = (given: Partial<ExportedEvent>): ExportedEvent => event({ type: 'member.signed_up', ...given });

describe('reading a log', () => {
  it('puts members into their segments, by day, each once', () => {
    const facts = record([
      event({ platform: 'ios', properties: { plan: 'pro' } }),
      event({ platform: 'ios', occurred_at: '2013-12-19T13:00:00.000Z' }),
      event({ member_no: 7, occurred_at: '2013-12-20T00:00:00.000Z' }),
      event({ type: 'message.delivered', member_no: null, occurred_at: '2013-12-25T00:00:00.000Z' }),
      event({ type: 'message.sent', member_no: 9, occurred_at: '2013-12-18T00:00:00.000Z' }),
    ]).finish([]);
    const [first, second] = [dayNumber('2013-12-19'), dayNumber('2013-12-20')];
    expect(facts.range).toEqual({ first: first - 1, last: dayNumber('2013-12-25') });
    expect(facts.members).toBe(10);
    const everybody = { days: [first, second], members: [Uint32Array.of(1), Uint32Array.of(7)] };
    expect(facts.everybody.activity).toEqual(everybody);
    const platforms = facts.segments.get('platform');
    expect(platforms?.get('ios')?.activity).toEqual({ days: [first], members: [Uint32Array.of(1)] });
    expect(platforms?.get('unknown')?.activity).toEqual({ days: [second], members: [Uint32Array.of(7)] });
    expect([...(facts.segments.get('plan')?.keys() ?? [])]).toEqual(['pro', 'unknown']);
    expect(unionOf([...(platforms?.values() ?? [])].map(({ activity }) => activity))).toEqual(everybody);
    // Named by an exclusion only, the dimension has no breakdown.
    expect(facts.segments.has('source')).toBe(false);
  });

  it('takes the earliest signup; of equal times the smallest key, then the smallest content', () => {
    const at = { occurred_at: '2013-12-18T12:00:00.000Z', member_no: 3 };
    const candidates = [
      signup({ ...at, event_key: key('2'), content_hash: key('3'), platform: 'wrong' }),
      signup({ ...at, event_key: key('2'), content_hash: key('1'), platform: 'right' }),
      signup({ ...at, event_key: key('3'), content_hash: key('0'), platform: 'wrong' }),
      signup({ ...at, occurred_at: '2013-12-18T12:00:00.001Z', event_key: key('0'), platform: 'wrong' }),
    ];
    for (const events of [candidates, [...candidates].reverse()]) {
      const platforms = record(events).finish([]).segments.get('platform');
      const names = [...(platforms ?? [])].filter(([, { signups }]) => signups.days.length > 0).map(([name]) => name);
      expect(names).toEqual(['right']);
    }
  });

  it('leaves out excluded members, and all who were ever active or signed up with an excluded value', () => {
    const recorder = record([
      event({ member_no: 1 }),
      event({ member_no: 2 }),
      event({ member_no: 3, platform: 'test' }),
      event({ member_no: 3, occurred_at: '2014-01-01T00:00:00.000Z' }),
      event({ member_no: 4 }),
      signup({ member_no: 4, source: 'paid:x' }),
      event({ member_no: 5 }),
      // Not the earliest: it does not count.
      signup({ member_no: 5, source: 'paid:x', occurred_at: '2014-01-01T00:00:00.000Z' }),
      signup({ member_no: 5, source: 'organic' }),
    ]);
    const facts = recorder.finish([1]);
    expect(facts.everybody.activity.members).toEqual([Uint32Array.of(2, 5)]);
    expect(facts.everybody.signups.members).toEqual([Uint32Array.of(5)]);
    expect([...facts.excluded].sort()).toEqual([1, 3, 4]);
    // How far the data reaches is a matter of events.
    expect(facts.range?.last).toBe(dayNumber('2014-01-01'));
  });

  it('counts invitations as often as they were made, those of the excluded not at all', () => {
    const invite = (member: number, occurred_at: string) =>
      event({ type: 'member.invited', member_no: member, occurred_at, platform: member === 7 ? 'ios' : null });
    const days = ['2013-12-20T09:00:00.000Z', '2013-12-19T09:00:00.000Z', '2013-12-19T10:00:00.000Z'];
    const facts = record([
      ...days.map((day) => invite(7, day)),
      invite(9, days[0] as string),
      invite(1, days[0] as string),
    ]).finish([9]);
    const first = dayNumber('2013-12-19');
    const { invites } = facts.everybody;
    expect([invites.days, invites.members.map(({ length }) => length)]).toEqual([
      [first, first + 1],
      [2, 2],
    ]);
    expect(invites.members.flatMap((numbers) => [...numbers].map(facts.inviterOf))).toEqual([7, 7, 7, 1]);
    expect(
      facts.segments
        .get('platform')
        ?.get('ios')
        ?.invites.members.map(({ length }) => length),
    ).toEqual([2, 1]);
  });

  it('puts together what is not kept by name, and still knows who is excluded by one of those values', () => {
    const on = (member_no: number, platform: string | null) => event({ member_no, platform });
    const invite = event({ type: 'member.invited', member_no: 7, platform: 'test' });
    const events = [
      on(1, 'a'),
      on(2, 'é'),
      on(3, 'z'),
      on(4, 'zz'),
      on(5, 'test'),
      on(6, null),
      signup({ member_no: 4, platform: 'y' }),
    ];
    const facts = record([...events, invite], { kept: new KeptValues({ platform: 'b' }) }).finish([]);
    const platforms = facts.segments.get('platform');
    expect([...(platforms?.keys() ?? [])].sort()).toEqual([REST, 'a', 'unknown']);
    // Whoever was active with a value; who invited with it alone is not excluded, and the invitation is one of the rest.
    expect(platforms?.get(REST)).toMatchObject({
      activity: { members: [Uint32Array.of(2, 3, 4)] },
      signups: { members: [Uint32Array.of(4)] },
      invites: { members: [Uint32Array.of(0)] },
    });
    expect([...facts.excluded]).toEqual([5]);
  });

  it('says which events have another local day than the stored one', () => {
    const recorder = record([event({}), event({ occurred_at: '2013-12-19T18:15:00.000Z' })], {
      timeZone: 'Asia/Kathmandu',
    });
    expect(recorder.misplaced).toEqual([
      { event: `member.active ${key('1')}`, told: '2013-12-19', recomputed: '2013-12-20' },
    ]);
  });

  it('holds many repetitions of one member', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => event({ member_no: (i * 7) % 50 }));
    const [members] = record(many).finish([]).everybody.activity.members;
    expect([...(members ?? [])]).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });
});
