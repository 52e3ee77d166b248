import { setTimeout as delay } from 'node:timers/promises';
import type { Restatement, RestatementList, SeriesAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { comparable, naiveAnswer, type Question, serviceAnswer, urlOf } from '../support/growth-questions.js';
import { NaiveGrowth } from '../support/naive-growth.js';
import { type NaiveSettings, readNaiveLog, type WireEvent } from '../support/naive-log.js';
import { patience } from '../support/patience.js';
import { LOG_DIMENSIONS, randomLog } from '../support/random-log.js';

/** One event into January, months after everything was sealed: which numbers change, and which do not. */
const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? Date.now() % 1_000_000);
const SETTINGS: NaiveSettings = {
  timeZone: 'America/New_York',
  activityTypes: ['member.active', 'message.sent', 'message.read'],
};
const RANGE = { from: '2012-11-01', to: '2013-05-31' };
const GRAINS = ['day', 'week', 'month', 'quarter', 'year'];
/** The counts that are sealed; everything else is computed from them, or when it is asked for. */
const COUNTS = [
  'active_members',
  'signups',
  'new_members',
  'retained_members',
  'resurrected_members',
  'churned_members',
];

const SEALABLE = [
  ...COUNTS.flatMap((metric) => GRAINS.map((grain) => ({ metric, grain, window: 'calendar', ...RANGE }))),
  ...['rolling_7', 'rolling_28', 'rolling_30'].map((window) => ({
    metric: 'active_members',
    grain: 'day',
    window,
    ...RANGE,
  })),
];

/** What became of messages is sealed too, in its own time; test/e2e/delivery-sealing.spec.ts has all of its figures. */
const MESSAGES = GRAINS.map((grain) => ({ metric: 'messages_sent', grain, window: 'calendar', ...RANGE }));

const QUESTIONS: readonly Question[] = [
  ...SEALABLE.map((query) => ({ path: '/v1/series', ...query }) as const),
  ...GRAINS.map((grain) => ({ path: '/v1/growth', grain, ...RANGE }) as const),
  { path: '/v1/growth', grain: 'month', by: 'platform', ...RANGE },
  { path: '/v1/growth', grain: 'week', filters: [{ dimension: 'country', values: ['DE'] }], ...RANGE },
  { path: '/v1/series', metric: 'stickiness', grain: 'month', compare: 'previous_period', ...RANGE },
  { path: '/v1/series', metric: 'cmgr', grain: 'month', over: 2, by: 'plan', ...RANGE },
  { path: '/v1/retention', grain: 'month', cohort: 'first_active', mode: 'on', periods: 6, ...RANGE },
  { path: '/v1/retention', grain: 'week', cohort: 'signed_up', mode: 'on_or_after', periods: 12, ...RANGE },
  { path: '/v1/power-curve', as_of: '2013-01-31', days: 28 },
  { path: '/v1/power-curve', as_of: '2013-03-31', days: 28 },
];

/** 5 p.m. of 23 January 2013 in New York. */
const LATE = '2013-01-23T22:00:00Z';
const LATE_DAY = '2013-01-23';

/** Each with the numbers of months that it changes. */
const LATE_EVENTS: readonly [string, WireEvent, readonly string[]][] = [
  [
    'activity of a member who was first seen in March',
    { type: 'member.active', id: 'late 1', member_id: 'march', occurred_at: LATE, platform: 'ios' },
    [
      'active_members month calendar 2013-01',
      'new_members month calendar 2013-01',
      'new_members month calendar 2013-03',
      'resurrected_members month calendar 2013-03',
      'churned_members month calendar 2013-02',
    ],
  ],
  [
    'a signup before the one that was known',
    { type: 'member.signed_up', id: 'late 2', member_id: 'april', occurred_at: LATE, source: 'organic' },
    ['signups month calendar 2013-01', 'signups month calendar 2013-04'],
  ],
  [
    'what a member does who was active on that day anyway',
    { type: 'message.sent', id: 'late 3', message_id: 'm', member_id: 'march', occurred_at: LATE },
    [],
  ],
];

interface Point {
  readonly period: string;
  readonly value: number | null;
}

const nameOf = (...names: readonly string[]): string => names.join(' ');

describe('an event into January that comes after everything was sealed', () => {
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  const { events: others } = randomLog({
    seed: SEED,
    timeZone: SETTINGS.timeZone,
    from: '2012-11-05',
    until: '2013-05-20',
    emptyMonths: ['2012-12'],
    events: 900,
  });
  let sent: readonly WireEvent[] = [
    ...others,
    { type: 'member.active', member_id: 'march', occurred_at: '2013-03-05T12:00:00Z', platform: 'ios' },
    { type: 'member.signed_up', member_id: 'april', occurred_at: '2013-04-02T12:00:00Z', source: 'organic' },
  ];

  beforeAll(async () => {
    process.stderr.write(`late events: GRAPEVINE_TEST_SEED=${SEED}\n`);
    grapevine = await GrapevineProcess.start({ environment: { GRAPEVINE_SEAL_SECONDS: '1' } });
    api = grapevine.api.as(
      await addWorkspace(grapevine.dataDir, { timeZone: SETTINGS.timeZone, dimensions: LOG_DIMENSIONS }),
    );
    await api.request('PATCH', '/v1/workspace', { seal_grace_hours: 0 });
    await api.sendAll(sent, 300);
    await api.drained();
  }, 120_000);

  afterAll(() => grapevine?.remove());

  /** Waits until every number that can be sealed is. */
  const sealed = async (): Promise<void> => {
    const deadline = Date.now() + patience(90_000);
    for (;;) {
      const open: string[] = [];
      for (const question of [...SEALABLE, ...MESSAGES]) {
        const asked = urlOf({ path: '/v1/series', ...question });
        const { data } = await api.get<SeriesAnswer>(asked);
        if (data.some((row) => row.value !== null && !row.sealed)) open.push(asked);
        if (open.length > 0) break;
      }
      if (open.length === 0) return;
      if (Date.now() > deadline) throw new Error(`Not sealed: ${open[0]}`);
      await delay(300);
    }
  };

  /** Every answer by its question: the service's, which has to be the naive one. */
  const answers = async (): Promise<Map<string, unknown>> => {
    const naive = new NaiveGrowth(readNaiveLog(sent, SETTINGS));
    const all = new Map<string, unknown>();
    for (const question of QUESTIONS) {
      const { answer, meta } = await serviceAnswer(api, question);
      const [asked, rows] = [urlOf(question), comparable(answer)];
      expect({ asked, rows }).toEqual({ asked, rows: comparable(naiveAnswer(naive, question, meta)) });
      all.set(asked, rows);
    }
    return all;
  };

  /** Every number that is sealed, as the naive side has it. */
  const naiveNumbers = (): Map<string, number> => {
    const naive = new NaiveGrowth(readNaiveLog(sent, SETTINGS));
    const numbers = new Map<string, number>();
    for (const { metric, grain, window, ...range } of SEALABLE) {
      for (const { period, value } of naive.series({ metric, grain, window, ...range }, Date.now()) as Point[]) {
        if (value !== null) numbers.set(nameOf(metric, grain, window, period), value);
      }
    }
    return numbers;
  };

  /** The restatements after one: of the counts of members by what they restate, and those of deliveries. */
  const restatementsAfter = async (last: number) => {
    const { data } = await api.get<RestatementList>('/v1/restatements?limit=1000');
    const fresh = data.filter(({ id }) => id > last);
    const ofMembers = fresh.filter(({ metric }) => COUNTS.includes(metric));
    const named = new Map(ofMembers.map((one) => [nameOf(one.metric, one.grain, one.window, one.period), one]));
    expect(named.size).toBe(ofMembers.length);
    return { named, ofDeliveries: fresh.filter(({ metric }) => !COUNTS.includes(metric)) };
  };

  /** One message more on the late day: in every period that holds it, of all messages and of those that name no channel. */
  const expectOneMessageMore = (restated: readonly Restatement[]): void => {
    for (const { start, end } of restated) expect([start <= LATE_DAY, end >= LATE_DAY]).toEqual([true, true]);
    const sendings = restated.filter(({ metric }) => metric === 'messages_sent');
    expect(
      sendings.map(({ grain, segment, from, to }) => [grain, segment?.value, Number(to) - Number(from)]).sort(),
    ).toEqual(GRAINS.flatMap((grain) => [undefined, 'unknown'].map((segment) => [grain, segment, 1])).sort());
  };
  /** By metrics and by channel: one message more is one more of five grains, of everything and of the channel that it names not. */
  const expectToBeChosen = async (ofDeliveries: readonly Restatement[]): Promise<void> => {
    const first = Math.min(...ofDeliveries.map(({ id }) => id));
    const chosen = async (query: string) => {
      const { data } = await api.get<RestatementList>(`/v1/restatements?limit=1000&metric=messages_sent,${query}`);
      return data.filter(({ id }) => id >= first).map(({ metric, segment }) => `${metric} ${segment?.value ?? 'all'}`);
    };
    const ofAll = Array(GRAINS.length).fill('messages_sent all');
    const ofChannel = Array(GRAINS.length).fill('messages_sent unknown');
    expect(await chosen('signups&by=')).toEqual(ofAll);
    expect(await chosen('signups&by=channel')).toEqual(ofChannel);
    expect((await chosen('signups')).sort()).toEqual([...ofAll, ...ofChannel]);
  };
  const lastRestatement = async (): Promise<number> =>
    (await api.get<RestatementList>('/v1/restatements?limit=1')).data[0]?.id ?? 0;

  it.each(LATE_EVENTS)(
    'changes what it must and nothing else: %s',
    async (_, late, expected) => {
      await sealed();
      const [before, numbersBefore, last] = [await answers(), naiveNumbers(), await lastRestatement()];
      await api.sendAll([late]);
      await api.drained();
      sent = [...sent, late];

      const after = await answers();
      for (const [asked, rows] of after) {
        // The power curve is one row; its window says which days it depends on.
        if (!Array.isArray(rows)) continue;
        const known = new Set((before.get(asked) as object[]).map((row) => JSON.stringify(row)));
        const changed = rows.filter((row) => !known.has(JSON.stringify(row)));
        // Cohorts of earlier periods know who came back in January.
        if (!asked.startsWith('/v1/retention')) for (const { end } of changed) expect(end >= LATE_DAY).toBe(true);
      }

      const changes: Record<string, unknown> = {};
      for (const [name, number] of naiveNumbers()) {
        const from = numbersBefore.get(name);
        if (from !== number) changes[name] = { from, to: number, reasons: ['late_events'], days: [LATE_DAY] };
      }
      expect(Object.keys(changes).filter((name) => name.split(' ')[1] === 'month')).toEqual(expected);
      await sealed();
      expect(await answers()).toEqual(after);
      const { named, ofDeliveries } = await restatementsAfter(last);
      const restated = [...named].map(([name, { from, to, reasons, detail }]) => [
        name,
        { from, to, reasons, days: detail.late_days },
      ]);
      expect(Object.fromEntries(restated)).toEqual(changes);
      if (late.type === 'message.sent') {
        expectOneMessageMore(ofDeliveries);
        await expectToBeChosen(ofDeliveries);
      } else expect(ofDeliveries).toEqual([]);
    },
    patience(180_000),
  );
});
