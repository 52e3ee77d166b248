import { describe, expect, it } from '@jest/globals';
import { countScale } from './scale.js';

describe('the value axis', () => {
  it.each([
    [1038, [0, 200, 400, 600, 800, 1000]],
    [313, [0, 100, 200, 300]],
    [84, [0, 20, 40, 60, 80]],
    [9, [0, 2, 4, 6, 8]],
    [3, [0, 1, 2, 3]],
    [1, [0, 1]],
    [400_000_000, [0, 1e8, 2e8, 3e8, 4e8]],
    [1_125_111, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]],
  ])('has few round ticks up to %d', (max, ticks) => {
    expect(countScale(max).ticks).toEqual(ticks);
  });

  it('begins at zero and leaves room above the highest value', () => {
    const { top, ticks } = countScale(1038);
    expect(ticks[0]).toBe(0);
    expect(top).toBeGreaterThan(1038);
  });

  it('has only a zero where all values are zero', () => {
    expect(countScale(0)).toEqual({ top: 1, ticks: [0] });
  });

  it('has never more than seven ticks, nor a tick above the highest value', () => {
    for (let max = 1; max < 1e9; max = Math.ceil(max * 1.37)) {
      const { ticks } = countScale(max);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(Math.max(...ticks)).toBeLessThanOrEqual(max);
    }
  });
});
