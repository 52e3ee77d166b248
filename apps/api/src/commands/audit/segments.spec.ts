import { describe, expect, it } from '@jest/globals';
import { Draw } from './draw.js';
import { dayNumber } from './local-days.js';
import type { LogFacts, Segment } from './log-recorder.js';
import { type MemberDays, MemberDaysRecorder } from './member-days.js';
import { type AuditFilter, filterText, restricted } from './segments.js';

const DAY = dayNumber('2004-05-01');

function numbers(...records: readonly [day: number, number: number][]): MemberDays {
  const recorder = new MemberDaysRecorder();
  for (const [day, number] of records) recorder.add(DAY + day, number);
  return recorder.finish(() => false);
}

const segment = (activity: MemberDays, signups = numbers(), invites = numbers()): Segment => ({
  ...{ activity, signups, invites },
});

/**
 * Member 1 is on ios at home and on the web abroad on day 0, and at home on day 1 on the web; member 2 is on ios abroad. Both
 * signed up on ios, member 2 on day 5. Member 1 sent invitation 0 from ios, member 2 invitations 1 and 2 from the web.
 */
const IOS = segment(numbers([0, 1], [0, 2]), numbers([0, 1], [5, 2]), numbers([0, 0]));
const WEB = segment(numbers([0, 1], [1, 1]), numbers(), numbers([1, 1], [1, 2]));
const HOME = segment(numbers([0, 1], [1, 1]), numbers([0, 1]), numbers([1, 2]));
const ABROAD = segment(numbers([0, 1], [0, 2]), numbers([5, 2]), numbers([0, 0], [1, 1]));

const FACTS: LogFacts = {
  range: { first: DAY, last: DAY + 5 },
  members: 3,
  everybody: segment(numbers([0, 1], [0, 2], [1, 1]), IOS.signups, numbers([0, 0], [1, 1], [1, 2])),
  segments: new Map([
    [
      'platform',
      new Map([
        ['ios', IOS],
        ['web', WEB],
      ]),
    ],
    [
      'place',
      new Map([
        ['home', HOME],
        ['abroad', ABROAD],
      ]),
    ],
  ]),
  signupFacts: { came: () => undefined, wait: () => undefined },
  inviterOf: (invitation) => (invitation === 0 ? 1 : 2),
  excluded: new Set(),
  messageEvents: 0,
};

const is = (dimension: string, ...values: string[]): AuditFilter => ({ kind: 'event', dimension, values });
const left = ({ activity, signups, invites }: Segment) =>
  [activity, signups, invites].map(({ days, members }) =>
    days.map((day, i) => `${day - DAY}:${[...(members[i] ?? [])].join()}`).join(' '),
  );

describe('what filters leave', () => {
  it('passes every filter on the same day, of the same signup, of the same invitation', () => {
    const both = restricted(FACTS, [is('platform', 'web'), is('place', 'home')], 'platform');
    expect(left(both.everybody)).toEqual(['0:1 1:1', '', '1:2']);
    // On that day the member was on ios as well.
    expect(left(both.segments.get('platform')?.get('ios') as Segment)).toEqual(['0:1', '', '']);
    expect(left(restricted(FACTS, [is('platform', 'ios', 'web')]).everybody)).toEqual(left(FACTS.everybody));
    expect(left(restricted(FACTS, [is('platform', 'none')]).everybody)).toEqual(['', '', '']);
  });

  it('is of the members whose earliest signup says so, whatever their events say', () => {
    const member: AuditFilter = { kind: 'member', dimension: 'place', values: ['abroad'] };
    expect(left(restricted(FACTS, [member]).everybody)).toEqual(['0:2', '5:2', '1:1,2']);
    const signedUp: AuditFilter = { kind: 'signed_up', period: '2004-05-01', first: DAY, last: DAY };
    expect(left(restricted(FACTS, [signedUp, is('platform', 'web')]).everybody)).toEqual(['0:1 1:1', '', '']);
    expect([member, signedUp, is('a', 'x,y', '\\')].map(filterText)).toEqual([
      ...['member.place:abroad', 'member.signed_up:2004-05-01', 'a:x\\,y,\\\\'],
    ]);
  });
});

describe('drawing', () => {
  it('is the same from the same seed, each once, and all where there are few', () => {
    const items = Array.from({ length: 100 }, (_, i) => i);
    const drawn = new Draw(7).some(items, 10);
    expect(new Draw(7).some(items, 10)).toEqual(drawn);
    expect(new Draw(8).some(items, 10)).not.toEqual(drawn);
    expect([new Set(drawn).size, new Draw(7).some(items, 1_000)]).toEqual([10, items]);
    const counts = new Map<number, number>();
    const draw = new Draw(1);
    for (let i = 0; i < 3_000; i++) counts.set(draw.below(3), (counts.get(draw.below(3)) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([0, 1, 2]);
  });
});
