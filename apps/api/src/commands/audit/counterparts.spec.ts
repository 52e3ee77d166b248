import { describe, expect, it } from '@jest/globals';
import { type Comparison, comparedNumbers, counterpartLabels, counterpartOf } from './counterparts.js';
import { dayNumber } from './local-days.js';
import { type AuditSpan, periodsOf } from './periods.js';

/** `period start end` of what the period of a day is compared with. */
function comparedWith(span: AuditSpan, day: string, comparison: Comparison, today = '2030-01-01'): string {
  const now = dayNumber(today);
  const course = { first: 0, last: now, today: now, dayAgo: (days: number) => now - days };
  const found = counterpartOf(periodsOf(span).of(dayNumber(day)), span, comparison, course);
  return Object.values(counterpartLabels(found)).join(' ').trim();
}

describe('what a period is compared with', () => {
  it.each<[AuditSpan, string, Comparison, string]>([
    [{ grain: 'month' }, '2004-03-31', 'previous_period', '2004-02 2004-02-01 2004-02-29'],
    [{ grain: 'month' }, '2004-02-29', 'previous_year', '2003-02 2003-02-01 2003-02-28'],
    [{ grain: 'day' }, '2005-03-01', 'previous_year', '2004-03-01 2004-03-01 2004-03-01'],
    [{ grain: 'day' }, '2004-02-29', 'previous_year', ''],
    [{ grain: 'year' }, '2004-02-29', 'previous_year', '2003 2003-01-01 2003-12-31'],
    // 2009 had a week 53, 2008 and 2010 none; the first weeks of 2009 and 2010 are 53 weeks apart.
    [{ grain: 'week' }, '2009-12-31', 'previous_year', ''],
    [{ grain: 'week' }, '2010-01-04', 'previous_year', '2009-W01 2008-12-29 2009-01-04'],
    [{ rollingDays: 28 }, '2004-05-31', 'previous_period', '2004-05-03 2004-04-06 2004-05-03'],
    [{ rollingDays: 7 }, '2004-05-31', 'previous_year', '2003-05-31 2003-05-25 2003-05-31'],
  ])('%j of %s with the %s: %s', (span, day, comparison, expected) => {
    expect(comparedWith(span, day, comparison)).toBe(expected);
  });

  it('is cut to what has elapsed of a period that runs, and never beyond its own end', () => {
    const cut = (today: string) => comparedWith({ grain: 'month' }, '2004-03-01', 'previous_period', today);
    expect(cut('2004-03-01')).toBe('2004-02 2004-02-01 2004-02-01');
    expect(cut('2004-03-10')).toBe('2004-02 2004-02-01 2004-02-10');
    expect(cut('2004-03-31')).toBe('2004-02 2004-02-01 2004-02-29');
  });

  it('has a change only where it is known, and not nothing', () => {
    expect(comparedNumbers(3, 2)).toEqual({ 'compare.value': 2, 'compare.change': 0.5, 'compare.difference': 1 });
    expect(comparedNumbers(3, 0)).toMatchObject({ 'compare.change': null, 'compare.difference': 3 });
    expect(comparedNumbers(null, 2)).toMatchObject({ 'compare.change': null, 'compare.difference': null });
  });
});
