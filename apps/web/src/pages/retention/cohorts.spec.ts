import type { RetentionAnswer } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { cohortsOf, isOpen, lastDayAt, offsetsOf, pooledShare } from './cohorts.js';

const row = (cohort: string, size: number | null, retained: (number | null)[], complete = true) => ({
  cohort,
  start: `${cohort}-01`,
  end: `${cohort}-30`,
  size,
  retained,
  complete,
  sealed: complete,
});
const answer = (data: RetentionAnswer['data'], through = '2004-12-31') =>
  ({ data, meta: { grain: 'month', data_through: through } }) as RetentionAnswer;
const rows = [
  row('2004-04', 313, [313, 262, 170]),
  row('2004-05', 776, [776, 291, null]),
  row('2004-06', 0, [0, null, null]),
  row('2004-07', null, [null, null, null]),
  row('2004-08', 10, [10, null, null], false),
];
const cohorts = cohortsOf(answer(rows));

describe('cohorts', () => {
  it('are those that have anybody, with shares of their size and gaps where a period is not over', () => {
    expect(cohorts.map(({ row: { cohort } }) => cohort)).toEqual(['2004-04', '2004-05', '2004-08']);
    expect(cohorts[0]?.cells[1]).toEqual({ retained: 262, share: 262 / 313, cut: false });
    expect(cohorts[1]?.cells[2]).toEqual({ retained: null, share: null, cut: false });
    expect(offsetsOf(cohorts)).toBe(3);
    expect(offsetsOf([])).toBe(0);
  });

  it('are pooled by people, over those whose period is over', () => {
    expect(pooledShare(cohorts, 0)).toBe(1);
    expect(pooledShare(cohorts, 1)).toBe((262 + 291) / (313 + 776));
    expect(pooledShare(cohorts, 2)).toBe(170 / 313);
    expect(pooledShare(cohorts, 3)).toBeNull();
  });

  it('say where the data ends before a period does, and leave it out of what is pooled', () => {
    const short = cohortsOf(answer([...rows.slice(0, 2), row('2004-06', 9, [9, null, null])], '2004-06-12'));
    expect(short.map(({ cells }) => cells.map(({ cut }) => cut))).toEqual([
      [false, false, true],
      [false, true, false],
      [true, false, false],
    ]);
    expect(short.map(isOpen)).toEqual([false, false, true]);
    expect([0, 1, 2].map((offset) => pooledShare(short, offset))).toEqual([1, 262 / 313, null]);
  });

  it.each([
    ['day', '2004-02-28', '2004-02-28', 2, '2004-03-01'],
    ['week', '2004-12-20', '2004-12-26', 1, '2005-01-02'],
    ['month', '2003-12-01', '2003-12-31', 2, '2004-02-29'],
    ['quarter', '2003-10-01', '2003-12-31', 1, '2004-03-31'],
    ['year', '2003-01-01', '2003-12-31', 1, '2004-12-31'],
  ] as const)('of a %s reach to the last day of the period', (grain, start, end, offset, last) => {
    expect(lastDayAt({ start, end }, grain, offset)).toBe(last);
  });
});
