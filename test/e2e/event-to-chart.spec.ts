import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { type CollegeMessage, collegeMsgEvents, readCollegeMsg } from '../support/college-msg.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { knownAnswersOf } from '../support/known-answers.js';
import { daysBetween, localDayIn, NAIVE_PERIODS, shiftDay } from '../support/naive-calendar.js';
import { shuffled } from '../support/random.js';
import { describeWith, pathOf } from '../support/requirements.js';

knownAnswersOf('active_members');

/** The known answers of ../shared/data/README.md, UTC, active = sent a message. */
const MONTHS = {
  '2004-04': 313,
  '2004-05': 1038,
  '2004-06': 740,
  '2004-07': 360,
  '2004-08': 287,
  '2004-09': 255,
  '2004-10': 164,
};
const MESSAGES = 59_835;
const MEMBERS = 1_350;

/** Half-hour and 45-minute offsets, both directions of DST, the far ends of the world, a half-hour DST. */
const ZONES = [
  'UTC',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
];

describeWith(['data'], 'CollegeMsg from event to number', () => {
  let grapevine: GrapevineProcess;
  let messages: CollegeMessage[];
  let events: Record<string, unknown>[];

  beforeAll(async () => {
    messages = readCollegeMsg(pathOf('data'));
    events = collegeMsgEvents(messages);
    grapevine = await GrapevineProcess.start();
    await grapevine.api.request('PATCH', '/v1/workspace', { activity_types: ['message.sent'] });
    await grapevine.api.sendAll(events);
    await grapevine.api.drained();
  }, 180_000);

  afterAll(() => grapevine?.remove());

  const expectKnownAnswers = async (api: ApiClient): Promise<void> => {
    const at = { from: '2004-05-31', to: '2004-05-31', grain: 'day' };
    expect(await api.values({ metric: 'active_members', grain: 'month' })).toEqual(MONTHS);
    expect(await api.values({ metric: 'active_members', grain: 'year' })).toEqual({ '2004': MEMBERS });
    expect(await api.values({ metric: 'active_members', ...at })).toEqual({ '2004-05-31': 148 });
    expect(await api.values({ metric: 'active_members', ...at, window: 'rolling_7' })).toEqual({ '2004-05-31': 651 });
    expect(await api.values({ metric: 'active_members', ...at, window: 'rolling_28' })).toEqual({ '2004-05-31': 1024 });
    expect(await api.values({ metric: 'active_members', ...at, window: 'rolling_30' })).toEqual({ '2004-05-31': 1032 });
    // The power curve's published mean of daily actives over the 28 days to 2004-05-31.
    const month = await api.values({ metric: 'active_members', grain: 'day', from: '2004-05-04', to: '2004-05-31' });
    const daily = Object.values(month) as number[];
    expect(daily).toHaveLength(28);
    expect(daily.reduce((a, b) => a + b) / 28).toBeCloseTo(237.357, 3);
    const { events: counted } = await api.status();
    expect(counted).toMatchObject({ stored: MESSAGES, conflicting: 0, rejected: {} });
  };

  it('gives the published numbers', async () => {
    await expectKnownAnswers(grapevine.api);
    expect((await grapevine.api.status()).events).toMatchObject({ accepted: MESSAGES, duplicates: 0 });
  });

  it('says what its numbers are', async () => {
    const { meta, data } = await grapevine.api.series({ metric: 'active_members', grain: 'month' });
    expect(meta).toMatchObject({
      metric: 'active_members',
      definition: { id: 'active_members', version: 1 },
      time_zone: 'UTC',
      range: { start: '2004-04-01', end: '2004-10-31' },
      data_from: '2004-04-15',
      data_through: '2004-10-26',
      activity_types: ['message.sent'],
      exact: true,
    });
    expect(data.at(-1)).toMatchObject({ start: '2004-10-01', end: '2004-10-31', complete: true, sealed: false });
  });

  it('gives gaps, not zeros, where there is no data', async () => {
    const around = await grapevine.api.values({
      metric: 'active_members',
      grain: 'month',
      from: '2004-02-15',
      to: '2004-12-01',
    });
    expect(around).toEqual({ '2004-02': null, '2004-03': null, ...MONTHS, '2004-11': null, '2004-12': null });
    expect(await grapevine.api.values({ metric: 'signups', grain: 'month' })).toEqual(
      Object.fromEntries(Object.keys(MONTHS).map((month) => [month, 0])),
    );
  });

  it('changes no number when everything is sent again, shuffled, in other sizes, by several clients at once', async () => {
    await Promise.all([
      grapevine.api.sendAll(shuffled(events, 1), 777, 2),
      grapevine.api.sendAll(shuffled(events.slice(0, 20_000), 2), 4_999),
      grapevine.api.sendAll(shuffled(events.slice(-3_000), 3), 13, 4),
    ]);
    const status = await grapevine.api.drained();
    await expectKnownAnswers(grapevine.api);
    expect(status.events).toMatchObject({ accepted: 2 * MESSAGES + 23_000, duplicates: MESSAGES + 23_000 });
  }, 180_000);

  it.each(ZONES)(
    'is right on every day, week, month and window in %s',
    async (timeZone) => {
      const key = await addWorkspace(grapevine.dataDir, { timeZone, activityTypes: ['message.sent'] });
      const api = grapevine.api.as(key);
      await api.sendAll(shuffled(events, ZONES.indexOf(timeZone)), 5_000, 2);
      await api.drained();
      await expectNaiveAnswers(api, messages, timeZone);
    },
    180_000,
  );
});

/** Recomputes every point from the lines of the file: sets of senders, by names of periods. */
async function expectNaiveAnswers(
  api: ApiClient,
  messages: readonly CollegeMessage[],
  timeZone: string,
): Promise<void> {
  const dayOf = localDayIn(timeZone);
  const byDay = new Map<string, Set<string>>();
  for (const { sender, seconds } of messages) {
    const day = dayOf(seconds * 1000);
    byDay.set(day, (byDay.get(day) ?? new Set()).add(sender));
  }
  const days = [...byDay.keys()].sort();
  const [first, last] = [days[0] as string, days.at(-1) as string];
  const range = daysBetween(first, last);
  const union = (names: readonly string[]): number => new Set(names.flatMap((day) => [...(byDay.get(day) ?? [])])).size;
  for (const [grain, nameOf] of Object.entries(NAIVE_PERIODS)) {
    const naive: Record<string, number> = {};
    for (const name of new Set(range.map(nameOf))) naive[name] = union(range.filter((day) => nameOf(day) === name));
    expect(await api.values({ metric: 'active_members', grain, from: first, to: last })).toEqual(naive);
  }
  for (const length of [7, 28, 30]) {
    const naive = Object.fromEntries(range.map((day) => [day, union(daysBetween(shiftDay(day, 1 - length), day))]));
    const window = `rolling_${length}`;
    expect(await api.values({ metric: 'active_members', grain: 'day', window, from: first, to: last })).toEqual(naive);
  }
}
