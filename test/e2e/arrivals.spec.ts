import type { Problem } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { knownAnswersOf } from '../support/known-answers.js';
import { shuffled } from '../support/random.js';

knownAnswersOf(
  'invites',
  'invite_rate',
  'conversion',
  'k_factor',
  'organic_share',
  'activation_1d',
  'activation_7d',
  'activation_28d',
  'time_to_first_message_p50',
  'time_to_first_message_p90',
);

/** Invitations, signups and what became of them, on a case worked out by hand. */
const signup = (member_id: string, occurred_at: string, source?: string, manufacturer?: string) => ({
  ...{ type: 'member.signed_up', member_id, occurred_at },
  ...(source === undefined ? {} : { source }),
  ...(manufacturer === undefined ? {} : { manufacturer }),
});
const sent = (member_id: string, occurred_at: string) => ({
  ...{ type: 'message.sent', message_id: `${member_id} ${occurred_at}`, member_id, occurred_at },
});
const invited = (id: string, member_id: string, occurred_at: string, platform: string) => ({
  ...{ type: 'member.invited', id, member_id, occurred_at, platform },
});

const EVENTS = [
  // Before the signup is no first message; exactly a day after it is within a day.
  sent('ann', '2013-09-30T12:00:00Z'),
  signup('ann', '2013-10-01T10:00:00Z', 'organic', 'Nokia'),
  sent('ann', '2013-10-02T10:00:00Z'),
  sent('ann', '2013-10-02T11:00:00Z'),
  // A millisecond more is not.
  signup('bob', '2013-10-02T00:00:00Z', 'invite', 'Nokia'),
  sent('bob', '2013-10-03T00:00:00.001Z'),
  // The last moment of the month, and 28 days after it.
  signup('cleo', '2013-10-31T23:59:59.999Z', 'invite', 'Samsung'),
  sent('cleo', '2013-11-28T23:59:59.999Z'),
  signup('dan', '2013-10-05T00:00:00Z'),
  sent('dan', '2013-11-02T00:00:00.001Z'),
  signup('eve', '2013-10-06T00:00:00Z', 'paid:radio', 'Nokia'),
  // A later signup is none.
  signup('eve', '2013-11-06T00:00:00Z', 'organic', 'Nokia'),
  signup('fay', '2013-11-03T08:00:00Z', 'organic', 'Nokia'),
  sent('fay', '2013-11-03T08:00:00Z'),
  invited('i1', 'ann', '2013-10-03T00:00:00Z', 'ios'),
  invited('i2', 'ann', '2013-10-03T00:00:00Z', 'ios'),
  invited('i3', 'bob', '2013-10-31T23:59:59.999Z', 's40'),
  // One identity with two contents: both count.
  invited('i1', 'ann', '2013-11-01T00:00:00Z', 's40'),
];

describe('how people come', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    await grapevine.api.sendAll(shuffled([...EVENTS, ...EVENTS, ...EVENTS.slice(3)], 4), 7);
    await grapevine.api.drained();
  }, 120_000);

  afterAll(() => grapevine?.remove());

  const values = (metric: string, query: Record<string, string | string[]> = {}) =>
    grapevine.api.values({ metric, ...query });
  /** September to November. */
  const months = async (metric: string, query: Record<string, string | string[]> = {}) =>
    Object.values(await values(metric, query));

  it.each<[string, (number | null)[]]>([
    ['invites', [0, 3, 1]],
    // Active: Ann; Ann and Bob; Cleo, Dan and Fay.
    ['invite_rate', [0, 3 / 2, 1 / 3]],
    ['conversion', [null, 2 / 3, 0]],
    ['k_factor', [null, 1, 0]],
    // Of five signups one says nothing: 20%, and not more.
    ['organic_share', [null, 1 / 5, 1]],
    ['activation_1d', [null, 1 / 5, 1]],
    ['activation_7d', [null, 2 / 5, 1]],
    ['activation_28d', [null, 3 / 5, 1]],
    ['time_to_first_message_p50', [null, 86_400.001, 0]],
    // Of 86,400, 86,400.001 and 2,419,200 seconds: four fifths of the way from the second to the third.
    ['time_to_first_message_p90', [null, 86_400.001 + 0.8 * (2_419_200 - 86_400.001), 0]],
  ])('%s', async (metric, expected) => {
    const found = await months(metric);
    expect(found.map((value) => value === null)).toEqual(expected.map((value) => value === null));
    for (const [i, value] of found.entries()) expect(value ?? 0).toBeCloseTo(expected[i] ?? 0, 9);
  });

  it('says how many signed up from Nokia phones a month', async () => {
    expect(await values('signups', { filter: 'manufacturer:Nokia' })).toEqual({
      '2013-09': 0,
      '2013-10': 3,
      '2013-11': 1,
    });
  });

  it('takes invitations by what they say and by who invites', async () => {
    expect(await months('invites', { filter: 'platform:ios' })).toEqual([0, 2, 0]);
    expect(await months('invites', { filter: ['platform:ios,s40', 'platform:s40'] })).toEqual([0, 1, 1]);
    expect(await months('invites', { filter: 'member.source:organic' })).toEqual([0, 2, 1]);
    expect(await months('invites', { filter: 'platform:unknown' })).toEqual([0, 0, 0]);
    const from = { from: '2013-10-01' };
    expect(await values('invites', { by: 'platform', ...from })).toEqual({
      '2013-10/ios': 2,
      '2013-11/ios': 0,
      '2013-10/s40': 1,
      '2013-11/s40': 1,
    });
    expect(await values('invites', { by: 'platform', limit: '1', ...from })).toEqual({
      '2013-10/ios': 2,
      '2013-11/ios': 0,
      '2013-10/(other)': 1,
      '2013-11/(other)': 1,
    });
  });

  it('takes signups by what they say, and by facts of the member', async () => {
    expect(await months('activation_28d', { filter: 'manufacturer:Nokia' })).toEqual([null, 2 / 3, 1]);
    expect(await months('activation_28d', { filter: 'member.source:invite' })).toEqual([null, 1, null]);
    expect(await months('organic_share', { filter: 'manufacturer:unknown' })).toEqual([null, null, null]);
    const by = await values('activation_7d', { by: 'manufacturer', from: '2013-10-01', to: '2013-10-31', limit: '1' });
    expect(by).toEqual({ '2013-10/Nokia': 2 / 3, '2013-10/(other)': 0 });
    expect(await values('organic_share', { grain: 'year' })).toEqual({ '2013': 2 / 6 });
    expect(await values('activation_1d', { grain: 'week', from: '2013-09-30', to: '2013-10-06' })).toEqual({
      '2013-W40': 1 / 4,
    });
  });

  it('leaves out the excluded', async () => {
    const exclusion = { member_ids: ['bob'], segments: [], reason: 'a test' };
    expect((await grapevine.api.request('POST', '/v1/exclusions', exclusion)).status).toBeLessThan(300);
    expect(await months('invites')).toEqual([0, 2, 1]);
    expect(await months('k_factor')).toEqual([null, 1, 0]);
    expect(await months('activation_28d')).toEqual([null, 1 / 2, 1]);
    // One of four says nothing: too many to know.
    expect(await months('organic_share')).toEqual([null, null, 1]);
    expect((await grapevine.api.request('DELETE', '/v1/exclusions', exclusion)).status).toBeLessThan(300);
  });

  it('tells no activation before every signup of the period has had its time', async () => {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { timeZone: 'Asia/Kathmandu' }));
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const days = [40, 10, 3, 0];
    await api.sendAll(days.flatMap((d) => [signup(`m${d}`, ago(24 * d)), sent(`m${d}`, ago(24 * d))]));
    await api.drained();
    const known = async (metric: string) => {
      const { data } = await api.series({ metric, grain: 'day' });
      return data.filter(({ value }) => value !== null).map(({ value }) => value);
    };
    expect(await known('activation_28d')).toEqual([1]);
    expect(await known('activation_7d')).toEqual([1, 1]);
    expect(await known('activation_1d')).toEqual([1, 1, 1]);
    expect(await known('time_to_first_message_p90')).toEqual([0]);
  });

  it('has calendar periods only', async () => {
    const path = '/v1/series?metric=k_factor&grain=day&window=rolling_7';
    const { status, body } = await grapevine.api.request<Problem>('GET', path);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ parameter: 'window', message: 'k_factor has calendar', allowed: ['calendar'] }]);
  });
});
