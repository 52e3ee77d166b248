import { expect, it } from '@jest/globals';
import { summaryOf } from './power-curve.js';

it('sums a power curve up', () => {
  // 4 members on one day, 1 on two, 3 on all of four days: 18 member days of 8 members.
  expect(summaryOf([4, 1, 0, 3])).toEqual({ active: 8, mean_daily_active: 4.5, stickiness: 4.5 / 8 });
});

it('has no stickiness where nobody was active', () => {
  expect(summaryOf([0, 0])).toEqual({ active: 0, mean_daily_active: 0, stickiness: null });
});
