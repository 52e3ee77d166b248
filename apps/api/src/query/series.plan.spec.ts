import { SeriesQuery } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../http/problem-error.js';
import { planSeries } from './series.plan.js';

type Workspace = Parameters<typeof planSeries>[1];
const WORKSPACE = { dimensions: ['platform', 'country', 'plan'] } as Workspace;
const RANGE = { first: '2013-09-04', last: '2013-12-19' };

const plan = (query: Record<string, unknown>, range: typeof RANGE | undefined = RANGE) =>
  planSeries(SeriesQuery.parse({ metric: 'active_members', ...query }), WORKSPACE, range);
const names = (query: Record<string, unknown>, range?: typeof RANGE) => plan(query, range).periods.map((p) => p.period);

/** The parameters that are refused, with what is allowed for them. */
function refused(query: Record<string, unknown>): Record<string, string[] | undefined> {
  try {
    plan(query);
    return {};
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.status).toBe(422);
    return Object.fromEntries((error.extra.errors ?? []).map(({ parameter, allowed }) => [parameter, allowed]));
  }
}

describe('the periods of a series', () => {
  it('go from the first event to the last, in months, when nothing is asked', () => {
    expect(names({})).toEqual(['2013-09', '2013-10', '2013-11', '2013-12']);
  });

  it('are whole periods: the range is widened to those that it touches', () => {
    const [week] = plan({ grain: 'week', from: '2013-12-18', to: '2013-12-18' }).periods;
    expect(week).toEqual({ period: '2013-W51', start: '2013-12-16', end: '2013-12-22' });
    expect(names({ grain: 'quarter', from: '2013-06-30', to: '2013-10-01' })).toEqual([
      '2013-Q2',
      '2013-Q3',
      '2013-Q4',
    ]);
    expect(names({ grain: 'year', from: '1999-12-31', to: '2001-01-01' })).toEqual(['1999', '2000', '2001']);
  });

  it('are the last 90 days, 52 weeks, 36 months, 20 quarters or 30 years of a long history', () => {
    const long = { first: '1980-01-01', last: '2013-12-19' };
    const first = (grain: string) => [names({ grain }, long).length, names({ grain }, long)[0]];
    expect(first('day')).toEqual([90, '2013-09-21']);
    expect(first('week')).toEqual([52, '2012-W52']);
    expect(first('month')).toEqual([36, '2011-01']);
    expect(first('quarter')).toEqual([20, '2009-Q1']);
    expect(first('year')).toEqual([30, '1984']);
  });

  it('may lie before the first event or after the last', () => {
    expect(names({ from: '2013-07-01', to: '2013-08-31' })).toEqual(['2013-07', '2013-08']);
    expect(names({ from: '2014-01-01', to: '2014-02-01' })).toEqual(['2014-01', '2014-02']);
    expect(names({ to: '2012-02-10', grain: 'day' })).toHaveLength(90);
  });

  it('are none in a workspace without events, unless an end is asked for', () => {
    const empty = (query: Record<string, unknown>) =>
      planSeries(SeriesQuery.parse({ metric: 'active_members', ...query }), WORKSPACE, undefined).periods.length;
    expect([empty({}), empty({ from: '2013-01-01' }), empty({ to: '2013-12-01' })]).toEqual([0, 0, 36]);
  });

  it('go to the end of the calendar and no further', () => {
    expect(names({ grain: 'day', from: '9999-12-30', to: '9999-12-31' })).toEqual(['9999-12-30', '9999-12-31']);
    expect(names({ grain: 'year', from: '9998-01-01', to: '9999-12-31' })).toEqual(['9998', '9999']);
  });

  it('of a rolling window are named by its last day', () => {
    const { periods, span } = plan({ window: 'rolling_28', grain: 'day', from: '2013-12-18', to: '2013-12-19' });
    expect(span).toEqual({ rollingDays: 28 });
    expect(periods).toEqual([
      { period: '2013-12-18', start: '2013-11-21', end: '2013-12-18' },
      { period: '2013-12-19', start: '2013-11-22', end: '2013-12-19' },
    ]);
  });
});

describe('a query that cannot be answered', () => {
  it('is told what is allowed', () => {
    const metrics = [
      ...['active_members', 'signups', 'invites', 'invite_rate', 'conversion', 'k_factor', 'organic_share'],
      ...['activation_1d', 'activation_7d', 'activation_28d', 'time_to_first_message_p50', 'time_to_first_message_p90'],
      ...['new_members', 'retained_members', 'resurrected_members', 'churned_members'],
      ...['quick_ratio', 'stickiness', 'growth_rate', 'net_new', 'cmgr'],
      ...['messages_sent', 'messages_delivered', 'messages_read', 'messages_failed', 'messages_contradictory'],
      ...['unseen_sent', 'late_receipts', 'delivery_rate', 'read_rate', 'read_of_sent_rate', 'failure_rate'],
      ...['delivery_latency', 'read_latency'].flatMap((latency) =>
        ['p50', 'p90', 'p95', 'p99', 'pairs', 'negative'].map((figure) => `${latency}_${figure}`),
      ),
    ];
    for (const metric of ['nope', '', '__proto__', 'constructor', undefined, ['signups', 'signups']]) {
      expect(refused({ metric })).toEqual({ metric: metrics });
    }
    expect(refused({ by: 'nope' })).toEqual({ by: ['platform', 'country', 'plan'] });
    expect(refused({ by: '__proto__' })).toEqual({ by: ['platform', 'country', 'plan'] });
    expect(refused({ filter: 'nope:x' })).toEqual({ filter: ['platform', 'country', 'plan'] });
    expect(refused({ filter: 'platform' })).toEqual({ filter: undefined });
    expect(refused({ window: 'rolling_7', grain: 'month' })).toEqual({ grain: ['day'] });
    expect(refused({ metric: 'signups', window: 'rolling_7', grain: 'day' })).toEqual({ window: ['calendar'] });
    expect(refused({ metric: 'cmgr', grain: 'week' })).toEqual({ grain: ['month'] });
    expect(refused({ metric: 'stickiness', grain: 'day' })).toEqual({ grain: ['week', 'month', 'quarter', 'year'] });
    expect(refused({ metric: 'stickiness', grain: 'day', window: 'rolling_7' })).toEqual({});
    expect(refused({ metric: 'growth_rate', over: '2' })).toEqual({ over: undefined });
    const ofDeliveries = ['channel', 'platform', 'country', 'error_code', 'app_version', 'manufacturer'];
    const sent = { metric: 'messages_sent' };
    expect(refused({ ...sent, by: 'plan' })).toEqual({ by: ofDeliveries });
    expect(refused({ ...sent, filter: 'member.source:invite' })).toEqual({ filter: ofDeliveries });
    expect(refused({ ...sent, filter: 'channel:sms', by: 'error_code' })).toEqual({});
    expect(refused({ ...sent, window: 'rolling_7', grain: 'day', over: '2' })).toEqual({
      window: ['calendar'],
      over: undefined,
    });
    expect(refused({ by: 'nope', filter: ['platform:ios', 'color:red'], window: 'rolling_7' })).toEqual({
      grain: ['day'],
      by: ['platform', 'country', 'plan'],
      filter: ['platform', 'country', 'plan'],
    });
  });

  it('is told that its range is the wrong way round, or too long', () => {
    expect(() => plan({ from: '2014-01-01' })).toThrow('from: 2014-01-01 lies after 2013-12-19, the end of the range');
    expect(() => plan({ grain: 'day', from: '1980-01-01' })).toThrow('more than 4000 periods');
    expect(names({ grain: 'day', from: '2003-01-08', to: '2013-12-20' })).toHaveLength(4_000);
    expect(() => plan({ grain: 'day', from: '2003-01-07', to: '2013-12-20' })).toThrow('more than 4000 periods');
  });
});

it('looks back as far as the metric does, unless told otherwise', () => {
  expect(plan({}).over).toBe(1);
  expect(plan({ metric: 'net_new' }).over).toBe(1);
  expect(plan({ metric: 'cmgr' }).over).toBe(3);
  expect(plan({ metric: 'cmgr', over: '12' }).over).toBe(12);
  const over = (text: string) => SeriesQuery.safeParse({ over: text }).success;
  expect(['0', '121', '-1', '1.5', '', '1'].map(over)).toEqual([false, false, false, false, false, true]);
});

it('tells filters on members from those on events', () => {
  const filter = ['member.plan:free,paid', 'platform:ios', 'member.signed_up:2013-12,2013-W01'];
  expect(plan({ filter })).toMatchObject({
    filters: [{ dimension: 'platform', values: ['ios'] }],
    among: [
      { dimension: 'plan', values: ['free', 'paid'] },
      {
        signedUpIn: [
          { start: '2013-12-01', end: '2013-12-31' },
          { start: '2012-12-31', end: '2013-01-06' },
        ],
      },
    ],
  });
  const facts = ['member.signed_up', 'member.platform', 'member.country', 'member.plan'];
  expect(refused({ filter: 'member.nope:x' })).toEqual({ filter: facts });
  expect(refused({ filter: 'member.signed_up:2013-12,2013-W53' })).toEqual({
    filter: ['2013', '2013-Q4', '2013-10', '2013-W42', '2013-10-17'],
  });
});

it('takes filters as they come, one or several, at most ten', () => {
  expect(plan({ filter: 'platform:ios,android' }).filters).toEqual([
    { dimension: 'platform', values: ['ios', 'android'] },
  ]);
  expect(plan({ filter: ['platform:ios', 'plan:free'] }).filters).toHaveLength(2);
  const filter = (count: number) => SeriesQuery.safeParse({ filter: Array(count).fill('platform:ios') }).success;
  expect([filter(10), filter(11)]).toEqual([true, false]);
});
