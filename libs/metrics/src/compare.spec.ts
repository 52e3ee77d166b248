import type { Grain } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { periodOf } from './calendar.js';
import { comparedPoint, counterpartOf, cutToElapsed } from './compare.js';

const windowTo = (end: string, rollingDays: number, start: string) => ({
  period: { period: end, start, end },
  span: { rollingDays },
});

describe('the counterpart of a period', () => {
  it.each<[Grain, string, string | undefined, string | undefined]>([
    ['day', '2013-03-01', '2013-02-28', '2012-03-01'],
    ['day', '2012-03-01', '2012-02-29', '2011-03-01'],
    ['day', '2012-02-29', '2012-02-28', undefined],
    ['month', '2012-02-10', '2012-01', '2011-02'],
    ['month', '2013-01-31', '2012-12', '2012-01'],
    ['quarter', '2013-02-01', '2012-Q4', '2012-Q1'],
    ['year', '2013-07-01', '2012', '2012'],
    // 2009 and 2015 have 53 weeks, the years around them 52 (ISO 8601).
    ['week', '2010-01-04', '2009-W53', '2009-W01'],
    ['week', '2009-12-30', '2009-W52', undefined],
    ['week', '2010-12-29', '2010-W51', '2009-W52'],
    ['week', '2016-01-13', '2016-W01', '2015-W02'],
    ['week', '2013-12-19', '2013-W50', '2012-W51'],
  ])('%s of %s: %s before, %s a year before', (grain, day, before, yearBefore) => {
    const period = periodOf(day, grain);
    expect(counterpartOf(period, grain, 'previous_period')?.period).toBe(before);
    expect(counterpartOf(period, grain, 'previous_year')?.period).toBe(yearBefore);
  });

  it('of a window is the one right before, or the one that ends on the same date a year before', () => {
    const { period, span } = windowTo('2012-03-05', 7, '2012-02-28');
    const week = { period: '2012-02-27', start: '2012-02-21', end: '2012-02-27' };
    expect(counterpartOf(period, span, 'previous_period')).toEqual(week);
    const year = { period: '2011-03-05', start: '2011-02-27', end: '2011-03-05' };
    expect(counterpartOf(period, span, 'previous_year')).toEqual(year);
    const leap = windowTo('2012-02-29', 7, '2012-02-23');
    expect(counterpartOf(leap.period, leap.span, 'previous_year')).toBeUndefined();
  });

  it('does not lie before the year 1', () => {
    expect(counterpartOf(periodOf('0001-01-01', 'month'), 'month', 'previous_period')).toBeUndefined();
    expect(counterpartOf(periodOf('0001-06-01', 'day'), 'day', 'previous_year')).toBeUndefined();
  });
});

describe('the counterpart of a running period', () => {
  const cut = (day: string, grain: Grain, today: string) => {
    const period = periodOf(day, grain);
    const counterpart = counterpartOf(period, grain, 'previous_period');
    if (!counterpart) throw new Error('It has one.');
    return cutToElapsed(counterpart, period, grain, today);
  };

  it('is as long as the part that has elapsed, today among it', () => {
    expect(cut('2013-12-01', 'month', '2013-12-19')).toEqual({
      period: '2013-11',
      start: '2013-11-01',
      end: '2013-11-19',
    });
    expect(cut('2013-12-01', 'month', '2013-12-01').end).toBe('2013-11-01');
    expect(cut('2013-12-19', 'week', '2013-12-19').end).toBe('2013-12-12');
    expect(cut('2013-12-19', 'day', '2013-12-19').end).toBe('2013-12-18');
  });

  it('does not reach beyond its own end', () => {
    expect(cut('2013-03-01', 'month', '2013-03-30').end).toBe('2013-02-28');
    expect(cut('2013-12-01', 'month', '2013-12-31').end).toBe('2013-11-30');
  });

  it('is whole once the period is over, and before it begins', () => {
    expect(cut('2013-12-01', 'month', '2014-01-01').end).toBe('2013-11-30');
    expect(cut('2013-12-01', 'month', '2013-11-30').end).toBe('2013-11-30');
  });

  it('is a whole window, whatever today is', () => {
    const { period, span } = windowTo('2013-12-19', 28, '2013-11-22');
    const counterpart = { period: '2013-11-21', start: '2013-10-25', end: '2013-11-21' };
    expect(cutToElapsed(counterpart, period, span, '2013-12-19')).toEqual(counterpart);
  });
});

describe('a compared point', () => {
  const period = periodOf('2013-11-01', 'month');

  it('tells the change and the difference', () => {
    expect(comparedPoint(400, period, 300)).toEqual({ ...period, value: 300, change: 400 / 300 - 1, difference: 100 });
    expect(comparedPoint(0, period, 300)).toMatchObject({ change: -1, difference: -300 });
  });

  it('tells neither where they are not known', () => {
    expect(comparedPoint(400, period, null)).toMatchObject({
      period: '2013-11',
      value: null,
      change: null,
      difference: null,
    });
    expect(comparedPoint(null, period, 300)).toMatchObject({ value: 300, change: null, difference: null });
    expect(comparedPoint(400, period, 0)).toMatchObject({ value: 0, change: null, difference: 400 });
    expect(Object.values(comparedPoint(400, undefined, null))).toEqual(Array(6).fill(null));
  });
});
