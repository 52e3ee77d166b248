import { describe, expect, it } from '@jest/globals';
import { cohortsOf, offsetsOf, pooledShare } from './cohorts.js';

const row = (cohort: string, size: number | null, retained: (number | null)[], complete = true) => ({
  cohort,
  start: `${cohort}-01`,
  end: `${cohort}-30`,
  size,
  retained,
  complete,
  sealed: complete,
});
const cohorts = cohortsOf([
  row('2004-04', 313, [313, 262, 170]),
  row('2004-05', 776, [776, 291, null]),
  row('2004-06', 0, [0, null, null]),
  row('2004-07', null, [null, null, null]),
  row('2004-08', 10, [10, null, null], false),
]);

describe('cohorts', () => {
  it('are those that have anybody, with shares of their size and gaps where a period is not over', () => {
    expect(cohorts.map(({ row: { cohort } }) => cohort)).toEqual(['2004-04', '2004-05', '2004-08']);
    expect(cohorts[0]?.cells[1]).toEqual({ retained: 262, share: 262 / 313 });
    expect(cohorts[1]?.cells[2]).toEqual({ retained: null, share: null });
    expect(offsetsOf(cohorts)).toBe(3);
    expect(offsetsOf([])).toBe(0);
  });

  it('are pooled by people, over those whose period is over', () => {
    expect(pooledShare(cohorts, 0)).toBe(1);
    expect(pooledShare(cohorts, 1)).toBe((262 + 291) / (313 + 776));
    expect(pooledShare(cohorts, 2)).toBe(170 / 313);
    expect(pooledShare(cohorts, 3)).toBeNull();
  });
});
