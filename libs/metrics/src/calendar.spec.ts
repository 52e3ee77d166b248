import { describe, expect, it } from '@jest/globals';
import { addDays, areConsecutive, periodOf, periodsBetween, startOfPeriodBefore, windowsBetween } from './calendar.js';

describe('periodOf', () => {
  // ISO 8601's own examples of weeks at the turn of the year (ISO 8601:2004, 4.1.4.2 and its annex).
  it.each([
    ['2005-01-01', '2004-W53'],
    ['2005-01-02', '2004-W53'],
    ['2005-12-31', '2005-W52'],
    ['2007-01-01', '2007-W01'],
    ['2008-12-29', '2009-W01'],
    ['2009-12-31', '2009-W53'],
    ['2010-01-03', '2009-W53'],
  ])('puts %s into %s', (day, week) => expect(periodOf(day, 'week').period).toBe(week));

  it('takes years as they are written', () => {
    expect(periodOf('0050-07-15', 'month')).toEqual({ period: '0050-07', start: '0050-07-01', end: '0050-07-31' });
    expect(periodOf('0099-12-31', 'year')).toEqual({ period: '0099', start: '0099-01-01', end: '0099-12-31' });
  });

  it('knows leap days, quarters and years', () => {
    expect(periodOf('2012-02-29', 'month')).toEqual({ period: '2012-02', start: '2012-02-01', end: '2012-02-29' });
    expect(periodOf('1900-02-28', 'month').end).toBe('1900-02-28');
    expect(periodOf('2013-12-19', 'quarter')).toEqual({ period: '2013-Q4', start: '2013-10-01', end: '2013-12-31' });
    expect(periodOf('2013-12-19', 'year')).toEqual({ period: '2013', start: '2013-01-01', end: '2013-12-31' });
  });
});

describe('ranges', () => {
  it('are widened to whole periods, with none left out', () => {
    const months = periodsBetween('2004-04-15', '2004-10-26', 'month', 100);
    expect(months.map((m) => m.period)).toEqual([
      '2004-04',
      '2004-05',
      '2004-06',
      '2004-07',
      '2004-08',
      '2004-09',
      '2004-10',
    ]);
    expect(months.at(-1)?.end).toBe('2004-10-31');
    expect(periodsBetween('2009-12-30', '2010-01-05', 'week', 10).map((w) => w.period)).toEqual([
      '2009-W53',
      '2010-W01',
    ]);
  });

  it('end rolling windows with the labelled day', () => {
    expect(windowsBetween('2004-05-31', '2004-05-31', 28, 10)).toEqual([
      { period: '2004-05-31', start: '2004-05-04', end: '2004-05-31' },
    ]);
  });

  it('refuse more periods than asked for', () => {
    expect(() => periodsBetween('1970-01-01', '2013-01-01', 'day', 1000)).toThrow(RangeError);
  });

  it('step back over months of different lengths', () => {
    expect(startOfPeriodBefore('2013-03-31', 'month', 1)).toBe('2013-02-01');
    expect(startOfPeriodBefore('2013-12-19', 'week', 2)).toBe('2013-12-02');
    expect(addDays('2012-02-28', 1)).toBe('2012-02-29');
  });

  it('tell neighbours from periods with a gap between them', () => {
    const months = periodsBetween('2013-01-01', '2013-04-30', 'month', 10);
    expect(areConsecutive(months, 'month')).toBe(true);
    expect(areConsecutive(months.toSpliced(2, 1), 'month')).toBe(false);
    const windows = windowsBetween('2012-02-27', '2012-03-02', 28, 10);
    expect(areConsecutive(windows, { rollingDays: 28 })).toBe(true);
    expect(areConsecutive(windows.toSpliced(2, 1), { rollingDays: 28 })).toBe(false);
  });
});
