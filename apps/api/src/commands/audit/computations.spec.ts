import { describe, expect, it } from '@jest/globals';
import type { Arrivals } from './arrivals.js';
import { FlowCounter } from './flows.js';
import { dayNumber } from './local-days.js';
import { type MemberDays, MemberDaysRecorder } from './member-days.js';
import { periodsOf } from './periods.js';
import { powerCurveOf } from './power-curve.js';
import { RetentionCounter } from './retention.js';
import { growthValuesOf, seriesValueOf } from './series-values.js';

const MONTHS = periodsOf({ grain: 'month' });
const month = (name: string): number => MONTHS.of(dayNumber(`${name}-01`));

function activity(...records: readonly [member: number, ...dates: string[]][]): MemberDays {
  const recorder = new MemberDaysRecorder();
  for (const [member, ...dates] of records) for (const date of dates) recorder.add(dayNumber(date), member);
  return recorder.finish(() => false);
}

/** Worked out by hand, one member a line. */
const LOG = activity(
  [1, '2004-04-15', '2004-04-15', '2004-05-01', '2004-07-31'],
  [2, '2004-04-30', '2004-06-01'],
  [3, '2004-05-31', '2004-06-01', '2004-06-02'],
  [4, '2004-07-01'],
);
const COURSE = {
  first: dayNumber('2004-04-15'),
  last: dayNumber('2004-07-31'),
  today: dayNumber('2004-09-01'),
  dayAgo: (days: number) => dayNumber('2004-09-01') - days,
};
const AT = { periods: MONTHS, isWindow: false, course: COURSE };
const table = () => ({
  flows: new FlowCounter(5).calendar(LOG, MONTHS),
  signups: new Map<number, number>(),
  arrivals: new Map<number, Arrivals>(),
  daily: new Map(LOG.days.map((day, i) => [day, LOG.members[i]?.length ?? 0])),
});

describe('growth accounting by following members', () => {
  it.each([
    [
      '2004-03',
      { active: null, new: null, retained: null, resurrected: null, churned: null, net: null, quick_ratio: null },
    ],
    ['2004-04', { active: 2, new: 2, retained: 0, resurrected: 0, churned: 0, net: 2, quick_ratio: null }],
    ['2004-05', { active: 2, new: 1, retained: 1, resurrected: 0, churned: 1, net: 0, quick_ratio: 1 }],
    ['2004-06', { active: 2, new: 0, retained: 1, resurrected: 1, churned: 1, net: 0, quick_ratio: 1 }],
    ['2004-07', { active: 2, new: 1, retained: 0, resurrected: 1, churned: 2, net: 0, quick_ratio: 1 }],
  ])('of %s', (name, expected) => expect(growthValuesOf(table(), month(name), AT)).toEqual(expected));

  it('forgets one log before the next', () => {
    const counter = new FlowCounter(5);
    const once = counter.calendar(LOG, MONTHS);
    expect(counter.calendar(LOG, MONTHS)).toEqual(once);
  });
});

describe('values over time', () => {
  it.each([
    ['net_new', '2004-04', null],
    ['net_new', '2004-05', 0],
    ['growth_rate', '2004-05', 0],
    ['cmgr', '2004-06', null],
    ['cmgr', '2004-07', 0],
    ['active_members', '2004-08', null],
    // Two member-days in April (one and one), 30 days, two members.
    ['stickiness', '2004-04', 2 / 30 / 2],
  ])('%s of %s is %p', (metric, name, expected) => {
    expect(seriesValueOf(metric)?.(table(), month(name), AT)).toEqual(expected);
  });

  it('are unknown for metrics that nobody has written down here', () => {
    expect(seriesValueOf('constructor')).toBeUndefined();
  });
});

describe('rolling windows', () => {
  it('hold a member from the day of activity until it lies as many days back', () => {
    const log = activity([1, '2004-01-01', '2004-01-05'], [2, '2004-01-07'], [3, '2004-01-14']);
    const first = dayNumber('2004-01-01');
    const counts = new FlowCounter(4).rolling(log, 7);
    const days = Array.from({ length: 21 }, (_, i) => counts.get(first + i)?.active ?? 0);
    //                 1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 January
    expect(days).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
  });
});

describe('retention', () => {
  const rowsOf = (mode: 'on' | 'on_or_after') =>
    new RetentionCounter(5, LOG, MONTHS).joinByActivity().count({ kind: 'first_active', mode, count: 5 }, COURSE);

  it('counts who was active in a period', () => {
    expect(rowsOf('on')(month('2004-04'))).toEqual({ size: 2, retained: [2, 1, 1, 1, null] });
    expect(rowsOf('on')(month('2004-05'))).toEqual({ size: 1, retained: [1, 1, 0, null, null] });
    expect(rowsOf('on')(month('2004-06'))).toEqual({ size: 0, retained: [0, 0, null, null, null] });
  });

  it('counts who was active then or later', () => {
    expect(rowsOf('on_or_after')(month('2004-04'))).toEqual({ size: 2, retained: [2, 2, 2, 1, null] });
  });

  it('of who signed up counts no activity before, and no period that runs', () => {
    const counter = new RetentionCounter(5, LOG, MONTHS);
    counter.join(1, month('2004-06'));
    counter.join(4, month('2004-06'));
    const course = { ...COURSE, today: dayNumber('2004-07-31') };
    const { size, retained } = counter.count({ kind: 'signed_up', mode: 'on', count: 2 }, course)(month('2004-06'));
    expect([size, ...retained]).toEqual([2, 0, null]);
  });
});

describe('the power curve', () => {
  it('counts days of each member within the window', () => {
    expect(powerCurveOf(LOG, dayNumber('2004-06-02'), 3)).toEqual({
      members: [1, 0, 1],
      active: 2,
      meanDailyActive: 4 / 3,
      stickiness: 4 / 3 / 2,
    });
    expect(powerCurveOf(LOG, dayNumber('2003-01-01'), 3)).toMatchObject({ members: [0, 0, 0], stickiness: null });
  });
});
