import type { GrowthAnswer, PowerCurveAnswer, RetentionAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { collegeMsgEvents, readCollegeMsg } from '../support/college-msg.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { knownAnswersOf } from '../support/known-answers.js';
import { describeWith, pathOf } from '../support/requirements.js';

knownAnswersOf(
  'new_members',
  'retained_members',
  'resurrected_members',
  'churned_members',
  'quick_ratio',
  'stickiness',
  'growth_rate',
  'net_new',
  'cmgr',
  'growth',
  'retention',
  'power_curve',
);

/**
 * The known answers of ../shared/data/README.md: active, new_members, retained_members, resurrected_members, churned_members
 * and quick_ratio of each month, UTC, active = sent a message. What follows from them (growth, growth_rate, net_new, cmgr) is
 * worked out here by hand.
 */
const GROWTH = [
  ['2004-04', 313, 313, 0, 0, 0, null],
  ['2004-05', 1038, 776, 262, 0, 51, 15.22],
  ['2004-06', 740, 161, 575, 4, 463, 0.356],
  ['2004-07', 360, 40, 291, 29, 449, 0.154],
  ['2004-08', 287, 21, 187, 79, 173, 0.578],
  ['2004-09', 255, 23, 171, 61, 116, 0.724],
  ['2004-10', 164, 16, 105, 43, 150, 0.393],
] as const;
const MONTHS = GROWTH.map(([month]) => month);
const POWER_CURVE = [
  ...[215, 125, 100, 70, 69, 69, 57, 42, 37, 28, 22, 19, 27, 13],
  ...[22, 20, 18, 8, 15, 6, 8, 9, 5, 7, 5, 4, 4, 0],
];
const FIRST_QUARTER = { from: '2004-04-01', to: '2004-09-30' };

const rounded = (value: number | null, like: number | null): number | null =>
  value === null || like === null ? value : Number(value.toPrecision(like > 1 ? 4 : 3));

describeWith(['data'], 'Growth of CollegeMsg', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    await grapevine.api.request('PATCH', '/v1/workspace', { activity_types: ['message.sent'] });
    await grapevine.api.sendAll(collegeMsgEvents(readCollegeMsg(pathOf('data'))));
    await grapevine.api.drained();
  }, 180_000);

  afterAll(() => grapevine?.remove());

  const growth = (query: string) => grapevine.api.get<GrowthAnswer>(`/v1/growth?${query}`);
  const series = (metric: string, query: Record<string, string> = {}) =>
    grapevine.api.values({ metric, grain: 'month', ...query });

  it('accounts for every member of every month', async () => {
    const { data, meta } = await growth('grain=month');
    const figures = data.map((row, i) => [
      row.period,
      row.active,
      row.new,
      row.retained,
      row.resurrected,
      row.churned,
      rounded(row.quick_ratio, GROWTH[i]?.[6] ?? null),
    ]);
    expect(figures).toEqual(GROWTH);
    expect(data.map((row) => row.net)).toEqual([313, 725, -298, -380, -73, -32, -91]);
    expect(data.every((row) => row.identity_holds && row.complete)).toBe(true);
    expect(meta).toMatchObject({ definition: { id: 'growth', version: 1 }, grain: 'month', identity_holds: true });
    expect(meta.range).toEqual({ start: '2004-04-01', end: '2004-10-31' });
  });

  it('begins with the first event, wherever the range begins', async () => {
    const [june] = (await growth('grain=month&from=2004-06-10&to=2004-06-10')).data;
    expect(june).toMatchObject({
      period: '2004-06',
      active: 740,
      new: 161,
      retained: 575,
      resurrected: 4,
      churned: 463,
    });
    const around = (await growth('grain=month&from=2004-03-01&to=2004-11-30')).data;
    const nothing = { active: null, new: null, retained: null, churned: null, net: null, quick_ratio: null };
    expect(around.at(0)).toMatchObject(nothing);
    expect(around.at(-1)).toMatchObject(nothing);
    expect(around.slice(1, -1).map(({ period }) => period)).toEqual(MONTHS);
  });

  it.each(['day', 'week', 'quarter', 'year'])('adds up in every %s', async (grain) => {
    const { data } = await growth(`grain=${grain}&from=2004-04-15&to=2004-10-26`);
    let [before, everybody] = [0, 0];
    for (const row of data) {
      const {
        active,
        new: added,
        retained,
        resurrected,
        churned,
      } = row as Record<'active' | 'new' | 'retained' | 'resurrected' | 'churned', number>;
      expect(active).toBe(before + added + resurrected - churned);
      expect(active).toBe(added + retained + resurrected);
      [before, everybody] = [active, everybody + added];
    }
    expect(everybody).toBe(1_350);
  });

  it('gives the same figures as series', async () => {
    const of = (column: number) => Object.fromEntries(GROWTH.map((row) => [row[0], row[column]]));
    expect(await series('new_members')).toEqual(of(2));
    expect(await series('retained_members')).toEqual(of(3));
    expect(await series('resurrected_members')).toEqual(of(4));
    expect(await series('churned_members')).toEqual(of(5));
    const ratios = await series('quick_ratio');
    expect(GROWTH.map(([month, , , , , , known]) => rounded(ratios[month] ?? null, known))).toEqual(
      GROWTH.map((row) => row[6]),
    );
  });

  it('knows how growth went on over several months', async () => {
    const netNew = await series('net_new');
    expect(MONTHS.map((month) => netNew[month])).toEqual([null, 725, -298, -380, -73, -32, -91]);
    const overFour = await series('net_new', { over: '4' });
    expect(MONTHS.map((month) => overFour[month])).toEqual([null, null, null, null, -26, -783, -576]);
    const rate = await series('growth_rate');
    expect(rate['2004-04']).toBeNull();
    expect(rate['2004-05']).toBeCloseTo(1038 / 313 - 1, 12);
    expect(rate['2004-10']).toBeCloseTo(164 / 255 - 1, 12);
    const cmgr = await series('cmgr');
    expect(MONTHS.slice(0, 3).map((month) => cmgr[month])).toEqual([null, null, null]);
    expect(cmgr['2004-07']).toBeCloseTo(Math.cbrt(360 / 313) - 1, 12);
    expect((await series('cmgr', { over: '6' }))['2004-10']).toBeCloseTo((164 / 313) ** (1 / 6) - 1, 12);
  });

  it('has the stickiness of the 28 days to 2004-05-31', async () => {
    const day = { grain: 'day', from: '2004-05-31', to: '2004-05-31' };
    const { '2004-05-31': value } = await series('stickiness', { ...day, window: 'rolling_28' });
    expect(value).toBeCloseTo(0.2318, 4);
    expect(value).toBeCloseTo(237.357 / 1024, 6);
  });

  it('knows the retention of those who were first active in April, May and June', async () => {
    const { data, meta } = await grapevine.api.get<RetentionAnswer>('/v1/retention?periods=8');
    expect(meta).toMatchObject({ definition: { id: 'retention', version: 1 }, cohort: 'first_active', mode: 'on' });
    expect(data.map(({ cohort, size }) => [cohort, size])).toEqual(GROWTH.map(([month, , added]) => [month, added]));
    const [april, may, june] = data.map(({ retained }) => retained);
    expect(april).toEqual([313, 262, 179, 90, 76, 63, 36, null]);
    expect(may).toEqual([776, 400, 172, 135, 106, 70, null, null]);
    expect(june).toEqual([161, 58, 38, 41, 22, null, null, null]);
    const [only] = (await grapevine.api.get<RetentionAnswer>('/v1/retention?from=2004-05-20&to=2004-05-20&periods=3'))
      .data;
    expect(only).toMatchObject({ cohort: '2004-05', size: 776, retained: [776, 400, 172], complete: true });
  });

  it('knows who came back at any later time', async () => {
    const later = await grapevine.api.get<RetentionAnswer>('/v1/retention?periods=7&mode=on_or_after');
    const [april, ...others] = later.data.map(({ retained }) => retained);
    // Everybody is there at 0; nobody who comes later is missed; the last month is the same as `on`.
    expect(april?.at(0)).toBe(313);
    expect(april?.at(-1)).toBe(36);
    for (const retained of [april, ...others]) {
      const known = (retained ?? []).filter((count) => count !== null);
      expect(known).toEqual([...known].sort((a, b) => b - a));
    }
    const signedUp = await grapevine.api.get<RetentionAnswer>('/v1/retention?cohort=signed_up&periods=1');
    expect(signedUp.data.map(({ size, retained }) => [size, retained])).toEqual(MONTHS.map(() => [0, [0]]));
  });

  it('knows the power_curve of the 28 days to 2004-05-31', async () => {
    const curve = await grapevine.api.get<PowerCurveAnswer>('/v1/power-curve?as_of=2004-05-31&days=28');
    expect(curve.meta).toMatchObject({
      ...{ definition: { id: 'power_curve', version: 1 }, unit: 'members', grain: 'day', days: 28, time_zone: 'UTC' },
      ...{ range: { start: '2004-05-04', end: '2004-05-31' }, data_through: '2004-10-26', exact: true },
    });
    expect(curve.data.map(({ days }) => days)).toEqual(POWER_CURVE.map((_, i) => i + 1));
    expect(curve.data.map(({ members }) => members)).toEqual(POWER_CURVE);
    expect(curve.active).toBe(1024);
    expect(curve.mean_daily_active).toBeCloseTo(237.357, 3);
    expect(curve.stickiness).toBeCloseTo(0.2318, 4);
    const byDefault = await grapevine.api.get<PowerCurveAnswer>('/v1/power-curve');
    expect(byDefault.meta.range).toEqual({ start: '2004-09-29', end: '2004-10-26' });
    const after = await grapevine.api.get<PowerCurveAnswer>('/v1/power-curve?as_of=2004-10-27&days=1');
    expect(after).toMatchObject({ data: [{ days: 1, members: null }], active: null, stickiness: null });
  });

  it('compares with the period before, and the year before', async () => {
    const { data } = await grapevine.api.series({
      metric: 'active_members',
      compare: 'previous_period',
      ...FIRST_QUARTER,
    });
    expect(data.map((point) => point.compare?.value)).toEqual([null, 313, 1038, 740, 360, 287]);
    expect(data[1]?.compare).toEqual({
      period: '2004-04',
      start: '2004-04-01',
      end: '2004-04-30',
      value: 313,
      change: 1038 / 313 - 1,
      difference: 725,
    });
    const year = await grapevine.api.series({ metric: 'active_members', compare: 'previous_year', grain: 'week' });
    expect(year.data[0]?.compare).toMatchObject({ period: '2003-W16', value: null, change: null, difference: null });
  });
});
