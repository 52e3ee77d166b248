import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, periodOf } from './calendar.js';
import { inputsOf, isSealable, isValid, TouchLog } from './sealing.js';

const HOUR = 3_600_000;
const day = (i: number): string => addDays('2013-12-01', i);
const month = periodOf('2013-12-10', 'month');

describe('the days whose events decide a number', () => {
  it('are those of the period', () => {
    expect(inputsOf('active_members', month, 'month')).toEqual({ from: '2013-12-01', to: '2013-12-31' });
    const window = { period: '2013-12-28', start: '2013-12-01', end: '2013-12-28' };
    expect(inputsOf('active_members', window, { rollingDays: 28 })).toEqual({ from: '2013-12-01', to: '2013-12-28' });
  });

  it('are those of the period before as well, where two periods meet', () => {
    expect(inputsOf('retained_members', month, 'month')).toEqual({ from: '2013-11-01', to: '2013-12-31' });
    expect(inputsOf('churned_members', month, 'month')).toEqual({ from: '2013-11-01', to: '2013-12-31' });
  });

  it('are all earlier ones, where the first or earliest time decides', () => {
    for (const count of ['new_members', 'resurrected_members', 'signups'] as const) {
      expect(inputsOf(count, month, 'month')).toEqual({ from: undefined, to: '2013-12-31' });
    }
  });
});

it('finds the last touch of any range, as a search through all of them does', () => {
  const touches = fc.uniqueArray(
    fc.record({ i: fc.nat(60), version: fc.integer({ min: 1, max: 99 }), touchedAt: fc.nat(1_000) }),
    { selector: ({ i }) => i },
  );
  fc.assert(
    fc.property(touches, fc.integer({ min: -3, max: 63 }), fc.integer({ min: -3, max: 63 }), (given, from, to) => {
      const sorted = given.toSorted((a, b) => a.i - b.i).map(({ i, ...touch }) => ({ ...touch, day: day(i) }));
      const log = new TouchLog(sorted);
      for (const range of [
        { from: day(from), to: day(to) },
        { from: undefined, to: day(to) },
      ]) {
        const within = sorted.filter((touch) => touch.day >= (range.from ?? '') && touch.day <= range.to);
        expect(log.last(range)).toEqual({
          version: Math.max(0, ...within.map(({ version }) => version)),
          touchedAt: Math.max(0, ...within.map(({ touchedAt }) => touchedAt)),
        });
        expect(log.since(50, range)).toEqual(within.filter(({ version }) => version > 50).map((touch) => touch.day));
      }
    }),
    { numRuns: 500 },
  );
});

describe('a stored number', () => {
  const basis = { metricVersion: 1, revision: 3, exclusions: '2:7' };
  const touches = new TouchLog([
    { day: '2013-11-30', version: 9, touchedAt: 0 },
    { day: '2013-12-05', version: 4, touchedAt: 0 },
  ]);
  const point = { ...basis, value: 1, touchVersion: 4 };
  const inputs = { from: '2013-12-01', to: '2013-12-31' };

  it('is valid until something that it depends on changes', () => {
    expect(isValid(point, basis, touches, inputs)).toBe(true);
    expect(isValid(point, { ...basis, metricVersion: 2 }, touches, inputs)).toBe(false);
    expect(isValid(point, { ...basis, revision: 4 }, touches, inputs)).toBe(false);
    expect(isValid(point, { ...basis, exclusions: '2:8' }, touches, inputs)).toBe(false);
    expect(isValid(point, basis, touches, { ...inputs, from: '2013-11-30' })).toBe(false);
    const touched = new TouchLog([{ day: '2013-12-05', version: 10, touchedAt: 0 }]);
    expect(isValid(point, basis, touched, inputs)).toBe(false);
  });
});

/** @param hours when each day was touched */
const touchesOf = (hours: Readonly<Record<string, number>>) =>
  new TouchLog(Object.entries(hours).map(([day, hour], i) => ({ day, version: i + 1, touchedAt: hour * HOUR })));

describe('a number may be sealed', () => {
  const moment = (touchedHoursAgo: number, overBefore = '2014-01-01') => ({
    range: { first: '2013-11-01', last: '2014-01-01' },
    overBefore,
    quietSince: (1_000 - 48) * HOUR,
    touches: new TouchLog([{ day: '2013-12-31', version: 1, touchedAt: (1_000 - touchedHoursAgo) * HOUR }]),
  });

  it('when for the grace its period has been over and nothing has touched it', () => {
    expect(isSealable('active_members', month, 'month', moment(48))).toBe(true);
    expect(isSealable('active_members', month, 'month', moment(47.9))).toBe(false);
    expect(isSealable('active_members', month, 'month', moment(48, '2013-12-31'))).toBe(false);
  });

  it('whatever happened to days that it does not depend on', () => {
    const november = periodOf('2013-11-10', 'month');
    const touches = touchesOf({ '2013-11-30': 1, '2013-12-31': 999 });
    expect(isSealable('new_members', november, 'month', { ...moment(1), touches })).toBe(true);
    expect(isSealable('new_members', periodOf('2014-01-01', 'day'), 'day', moment(1, '2014-01-02'))).toBe(false);
    const afterwards = { ...moment(1, '2014-01-03'), touches: touchesOf({ '2013-12-31': 999, '2014-01-01': 1 }) };
    expect(isSealable('active_members', periodOf('2014-01-01', 'day'), 'day', afterwards)).toBe(true);
  });

  it('of days without an event not before those beside them are quiet: a log may be on its way', () => {
    const [first, second, last] = ['2013-12-01', '2013-12-10', '2013-12-31'];
    const within = periodOf('2013-12-15', 'day');
    const at = (...hours: [number, number, number]) => ({
      ...moment(0),
      touches: touchesOf({ [first]: hours[0], [second]: hours[1], [last]: hours[2] }),
    });
    for (const count of ['active_members', 'signups', 'churned_members'] as const) {
      expect(isSealable(count, within, 'day', at(1, 1, 1))).toBe(true);
      expect(isSealable(count, within, 'day', at(1, 1, 999))).toBe(false);
      expect(isSealable(count, within, 'day', at(1, 999, 1))).toBe(false);
    }
    expect(isSealable('active_members', within, 'day', at(999, 1, 1))).toBe(true);
    expect(isSealable('active_members', periodOf('2013-11-15', 'day'), 'day', at(999, 1, 1))).toBe(false);
  });

  it('but not where there is no data', () => {
    expect(isSealable('active_members', periodOf('2013-10-01', 'month'), 'month', moment(99))).toBe(false);
  });
});
