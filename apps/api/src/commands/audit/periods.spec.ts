import type { Grain } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { dateOf, dayNumber } from './local-days.js';
import { periodsOf } from './periods.js';

const describePeriod = (grain: Grain, date: string): string => {
  const periods = periodsOf({ grain });
  const period = periods.of(dayNumber(date));
  return `${periods.name(period)} ${dateOf(periods.firstDay(period))} ${dateOf(periods.lastDay(period))}`;
};

describe('periods', () => {
  // ISO 8601's own examples of weeks at the turn of the year.
  it.each<[Grain, string, string]>([
    ['week', '2005-01-01', '2004-W53 2004-12-27 2005-01-02'],
    ['week', '2005-01-03', '2005-W01 2005-01-03 2005-01-09'],
    ['week', '2007-01-01', '2007-W01 2007-01-01 2007-01-07'],
    ['week', '2008-12-29', '2009-W01 2008-12-29 2009-01-04'],
    ['week', '2010-01-03', '2009-W53 2009-12-28 2010-01-03'],
    ['week', '1970-01-01', '1970-W01 1969-12-29 1970-01-04'],
    ['day', '2004-02-29', '2004-02-29 2004-02-29 2004-02-29'],
    ['month', '2004-02-29', '2004-02 2004-02-01 2004-02-29'],
    ['month', '1969-12-31', '1969-12 1969-12-01 1969-12-31'],
    ['quarter', '2013-12-19', '2013-Q4 2013-10-01 2013-12-31'],
    ['quarter', '2013-03-31', '2013-Q1 2013-01-01 2013-03-31'],
    ['year', '2013-12-19', '2013 2013-01-01 2013-12-31'],
  ])('of grain %s: %s is in %s', (grain, date, expected) => expect(describePeriod(grain, date)).toBe(expected));

  it('follow each other without a gap, and every day lies in its own', () => {
    for (const grain of ['day', 'week', 'month', 'quarter', 'year'] as const) {
      const periods = periodsOf({ grain });
      const days = Array.from({ length: 16_000 }, (_, i) => dayNumber('1969-12-01') + i);
      const wrong = days.filter((day) => {
        const period = periods.of(day);
        const isWithin = periods.firstDay(period) <= day && day <= periods.lastDay(period);
        return !isWithin || periods.lastDay(period) + 1 !== periods.firstDay(period + 1);
      });
      expect(wrong).toEqual([]);
    }
  });

  it('are windows that end with their day', () => {
    const windows = periodsOf({ rollingDays: 28 });
    const window = windows.of(dayNumber('2004-05-31'));
    expect([windows.name(window), dateOf(windows.firstDay(window))]).toEqual(['2004-05-31', '2004-05-04']);
  });
});
