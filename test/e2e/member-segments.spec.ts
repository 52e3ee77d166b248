import type { GrowthAnswer, MetricList, PowerCurveAnswer, Problem, RetentionAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GrapevineProcess } from '../support/grapevine-process.js';

/** Filters on facts of members, on a case worked out by hand. */
const at = (day: string, hour = 12): string => `${day}T${String(hour).padStart(2, '0')}:00:00Z`;
const active = (member_id: string, day: string, platform?: string) => ({
  ...{ type: 'member.active', member_id, occurred_at: at(day) },
  ...(platform === undefined ? {} : { platform }),
});
const signup = (member_id: string, day: string, source?: string, platform?: string) => ({
  ...{ type: 'member.signed_up', member_id, occurred_at: at(day, 6) },
  ...(source === undefined ? {} : { source }),
  ...(platform === undefined ? {} : { platform }),
});

/** Ann and Bob came by invitation, Cleo by herself, Dan said nothing, Eve never signed up. Bob's second signup is none. */
const EVENTS = [
  signup('ann', '2013-10-17', 'invite', 'ios'),
  signup('bob', '2013-11-02', 'invite', 's40'),
  signup('bob', '2013-11-20', 'organic', 'ios'),
  signup('cleo', '2013-10-01', 'organic', 's40'),
  signup('dan', '2013-09-30'),
  active('ann', '2013-10-17', 'ios'),
  active('ann', '2013-11-05', 's40'),
  active('bob', '2013-11-02', 's40'),
  active('bob', '2013-11-03', 's40'),
  active('bob', '2013-12-24', 'ios'),
  active('cleo', '2013-10-01', 's40'),
  active('cleo', '2013-12-01', 's40'),
  active('dan', '2013-10-02'),
  active('dan', '2013-11-03'),
  active('eve', '2013-11-03', 'ios'),
  active('eve', '2013-12-31', 'ios'),
];

describe('filters on facts of members', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    await grapevine.api.sendAll([...EVENTS].reverse());
    await grapevine.api.drained();
  }, 120_000);

  afterAll(() => grapevine?.remove());

  /** The values of the months from the first event's to the last one's. */
  const months = async (filter: string | readonly string[], metric = 'active_members') =>
    Object.values(await grapevine.api.values({ metric, filter }));

  it.each<[string | string[], number[]]>([
    // September to December.
    ['member.source:invite', [0, 1, 2, 1]],
    ['member.source:invite,organic', [0, 2, 2, 2]],
    // Dan's signup gave none; Eve, who never signed up, is in no segment.
    ['member.source:unknown', [0, 1, 1, 0]],
    ['member.platform:s40', [0, 1, 1, 2]],
    ['member.signed_up:2013', [0, 3, 3, 2]],
    ['member.signed_up:2013-10', [0, 2, 1, 1]],
    ['member.signed_up:2013-Q3', [0, 1, 1, 0]],
    ['member.signed_up:2013-W42', [0, 1, 1, 0]],
    ['member.signed_up:2013-10-17,2013-11-02', [0, 1, 2, 1]],
    ['member.signed_up:2012', [0, 0, 0, 0]],
    // Several filters intersect: facts with facts, and with what the events themselves say.
    [
      ['member.source:invite', 'member.platform:s40'],
      [0, 0, 1, 1],
    ],
    [
      ['member.source:invite', 'member.signed_up:2013-10'],
      [0, 1, 1, 0],
    ],
    [
      ['member.source:invite', 'platform:s40'],
      [0, 0, 2, 0],
    ],
    [
      ['member.platform:ios', 'platform:s40', 'member.signed_up:2013'],
      [0, 0, 1, 0],
    ],
    [
      ['member.source:invite', 'member.source:organic'],
      [0, 0, 0, 0],
    ],
  ])('%j: active members', async (filter, expected) => expect(await months(filter)).toEqual(expected));

  it('restrict signups, and every other series', async () => {
    expect(await months('member.source:invite', 'signups')).toEqual([0, 1, 1, 0]);
    expect(await months(['member.platform:s40', 'source:organic'], 'signups')).toEqual([0, 1, 0, 0]);
    expect(await months('member.source:invite', 'new_members')).toEqual([0, 1, 1, 0]);
    expect(await months('member.source:invite', 'retained_members')).toEqual([0, 0, 1, 1]);
    expect(await months('member.platform:s40', 'churned_members')).toEqual([0, 0, 1, 0]);
    const weekly = {
      metric: 'active_members',
      grain: 'day',
      window: 'rolling_7',
      from: '2013-11-02',
      to: '2013-11-03',
    };
    expect(await grapevine.api.values({ ...weekly, filter: 'member.source:invite' })).toEqual({
      '2013-11-02': 1,
      '2013-11-03': 1,
    });
    const byPlatform = { metric: 'active_members', grain: 'year', by: 'platform', filter: 'member.source:invite' };
    expect(await grapevine.api.values(byPlatform)).toEqual({ '2013/ios': 2, '2013/s40': 2 });
  });

  it('restrict growth, retention and the power curve', async () => {
    const growth = await grapevine.api.get<GrowthAnswer>('/v1/growth?filter=member.source:invite');
    const figures = growth.data.map((row) => [row.active, row.new, row.retained, row.resurrected, row.churned]);
    expect(figures).toEqual([
      [0, 0, 0, 0, 0],
      [1, 1, 0, 0, 0],
      [2, 1, 1, 0, 0],
      [1, 0, 1, 0, 1],
    ]);
    expect(growth.meta).toMatchObject({ identity_holds: true, filter: ['member.source:invite'] });
    for (const cohort of ['first_active', 'signed_up']) {
      const path = `/v1/retention?cohort=${cohort}&periods=3&filter=member.source:invite&from=2013-10-01&to=2013-11-30`;
      const { data } = await grapevine.api.get<RetentionAnswer>(path);
      expect(data.map(({ size, retained }) => [size, ...retained])).toEqual([
        [1, 1, 1, 0],
        [1, 1, 1, null],
      ]);
    }
    const curve = '/v1/power-curve?as_of=2013-11-05&days=4&filter=member.source:invite&filter=member.signed_up:2013-11';
    const { data } = await grapevine.api.get<PowerCurveAnswer>(curve);
    expect(data.map(({ members }) => members)).toEqual([0, 1, 0, 0]);
  });

  it('leave out the excluded', async () => {
    const exclusion = { member_ids: ['ann'], segments: [], reason: 'a test' };
    expect((await grapevine.api.request('POST', '/v1/exclusions', exclusion)).status).toBeLessThan(300);
    expect(await months('member.source:invite')).toEqual([0, 0, 1, 1]);
    expect(await months('member.source:invite', 'signups')).toEqual([0, 0, 1, 0]);
    expect((await grapevine.api.request('DELETE', '/v1/exclusions', exclusion)).status).toBeLessThan(300);
  });

  it.each<[string, string, string[]]>([
    [
      '/v1/series?metric=signups&filter=member.nope:x',
      'not a fact of members',
      ['member.signed_up', 'member.platform'],
    ],
    ['/v1/growth?filter=member.signed_up:2013-13', '"2013-13" is none', ['2013', '2013-Q4']],
    ['/v1/retention?filter=member.signed_up:unknown', '"unknown" is none', ['2013', '2013-Q4']],
    ['/v1/power-curve?filter=member.:x', 'not a fact of members', ['member.signed_up', 'member.platform']],
  ])('%s is refused, and told what is allowed', async (path, message, allowed) => {
    const { status, body } = await grapevine.api.request<Problem>('GET', path);
    expect(status).toBe(422);
    expect(body.detail).toContain(message);
    expect(body.errors?.[0]?.allowed?.slice(0, 2)).toEqual(allowed);
  });

  it('are told by the catalogue', async () => {
    const { data } = await grapevine.api.get<MetricList>('/v1/metrics');
    const ofDeliveries = data.filter(({ dimensions }) => dimensions.includes('channel'));
    expect(ofDeliveries.flatMap(({ member_facts }) => member_facts)).toEqual([]);
    const ofMembers = data.filter((metric) => !ofDeliveries.includes(metric));
    expect(ofMembers.map(({ member_facts }) => member_facts.slice(0, 2))).toEqual(
      ofMembers.map(() => ['member.signed_up', 'member.platform']),
    );
  });
});
