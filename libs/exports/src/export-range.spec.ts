import type { ExportRange, Grain } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { periodFault, periodOfRange, rangeFault } from './export-range.js';

const period = (range: ExportRange, today: string, grain: Grain = 'day', more: object = {}) => {
  const found = periodOfRange(range, { today, grain, incomplete: false, lastEnd: undefined, ...more });
  return found && [found.start, found.end];
};
const previous = (grain: Grain, count: number): ExportRange => ({ kind: 'previous', grain, count });

describe('the period of a range', () => {
  it.each([
    [previous('month', 1), '2026-03-01', ['2026-02-01', '2026-02-28']],
    [previous('month', 1), '2024-03-31', ['2024-02-01', '2024-02-29']],
    [previous('month', 2), '2026-01-15', ['2025-11-01', '2025-12-31']],
    [previous('day', 28), '2026-03-01', ['2026-02-01', '2026-02-28']],
    [previous('day', 1), '2026-01-01', ['2025-12-31', '2025-12-31']],
    [previous('week', 1), '2026-11-30', ['2026-11-23', '2026-11-29']],
    [previous('week', 1), '2026-11-29', ['2026-11-16', '2026-11-22']],
    [previous('quarter', 1), '2026-02-10', ['2025-10-01', '2025-12-31']],
    [previous('year', 1), '2026-11-28', ['2025-01-01', '2025-12-31']],
  ])('%j on %s is %j: the last ones that are over', (range, today, expected) => {
    expect(period(range, today)).toEqual(expected);
  });

  it('ends with the period that is running where that is wanted', () => {
    expect(period(previous('month', 1), '2026-11-28', 'month', { incomplete: true })).toEqual([
      '2026-11-01',
      '2026-11-30',
    ]);
    expect(period(previous('day', 7), '2026-11-28', 'day', { incomplete: true })).toEqual(['2026-11-22', '2026-11-28']);
  });

  it('since the last run begins where that one ended, and is none while nothing has ended since', () => {
    const since: ExportRange = { kind: 'since_last_run', from: '2026-11-01' };
    expect(period(since, '2026-11-28')).toEqual(['2026-11-01', '2026-11-27']);
    expect(period(since, '2026-11-28', 'day', { lastEnd: '2026-11-25' })).toEqual(['2026-11-26', '2026-11-27']);
    expect(period(since, '2026-11-28', 'day', { lastEnd: '2026-11-27' })).toBeUndefined();
    expect(period(since, '2026-11-28', 'month')).toBeUndefined();
    expect(period(since, '2026-12-01', 'month')).toEqual(['2026-11-01', '2026-11-30']);
    // Sent by day until then, and by month from now on: the month comes whole.
    expect(period(since, '2026-12-01', 'month', { lastEnd: '2026-11-10' })).toEqual(['2026-11-01', '2026-11-30']);
  });
});

describe('a range', () => {
  it.each([
    [previous('month', 1), 'day', undefined],
    [previous('quarter', 1), 'month', undefined],
    [previous('week', 4), 'week', undefined],
    [previous('week', 4), 'month', /a week does not consist of the months/],
    [previous('month', 1), 'week', /a month does not consist of the weeks/],
    [previous('day', 28), 'month', /choose a range of months/],
    [{ kind: 'fixed', from: '2026-02-01', to: '2026-02-28' } as const, 'month', undefined],
    [{ kind: 'fixed', from: '2026-02-01', to: '2026-02-27' } as const, 'month', /2026-02-27 is not the last day/],
    [{ kind: 'fixed', from: '2026-02-03', to: '2026-02-01' } as const, 'day', /lies after/],
    [{ kind: 'since_last_run', from: '2026-02-02' } as const, 'month', /2026-02-02 is not the first day/],
    [{ kind: 'since_last_run', from: '2026-02-02' } as const, 'week', undefined],
  ] as const)('%j of a question by %s: %s', (range, grain, fault) => {
    const found = rangeFault(range, grain, false);
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(fault);
  });

  it('that goes on where it ended does not take days that are not over', () => {
    expect(rangeFault({ kind: 'since_last_run', from: '2026-02-01' }, 'day', true)).toMatch(/never be completed/);
    expect(periodFault({ start: '2026-02-02', end: '2026-02-08' }, 'week')).toBeUndefined();
  });
});
