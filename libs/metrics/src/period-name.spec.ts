import { describe, expect, it } from '@jest/globals';
import { periodsBetween } from './calendar.js';
import { periodNamed } from './period-name.js';

describe('the period of a name', () => {
  it.each([
    ['2013', '2013-01-01', '2013-12-31'],
    ['2013-Q4', '2013-10-01', '2013-12-31'],
    ['2013-02', '2013-02-01', '2013-02-28'],
    ['2013-W42', '2013-10-14', '2013-10-20'],
    // Weeks belong to the year of their Thursday.
    ['2015-W53', '2015-12-28', '2016-01-03'],
    ['2014-W01', '2013-12-30', '2014-01-05'],
    ['2016-02-29', '2016-02-29', '2016-02-29'],
  ])('%s', (period, start, end) => expect(periodNamed(period)).toEqual({ period, start, end }));

  it.each([
    '',
    '13',
    '2013-',
    '2013-Q5',
    '2013-q4',
    '2013-00',
    '2013-13',
    '2013-W00',
    '2013-W53',
    '2013-W1',
    '2013-02-29',
  ])('%j names none', (name) => expect(periodNamed(name)).toBeUndefined());

  it.each(['0000', '9999-W52', '20131017', '2013-10-17T00', ' 2013', 'unknown', '__proto__', '2013-10-32'])(
    '%j names none',
    (name) => expect(periodNamed(name)).toBeUndefined(),
  );

  it.each(['day', 'week', 'month', 'quarter', 'year'] as const)(
    'is the one that answers name so: every %s',
    (grain) => {
      const periods = periodsBetween('1999-12-20', '2021-01-10', grain, 10_000);
      expect(periods.map(({ period }) => periodNamed(period))).toEqual(periods);
    },
  );
});
