import { describe, expect, it } from '@jest/globals';
import { heightOf, scaleFor } from './scale.js';

describe('the axis of counts', () => {
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
    expect(scaleFor('count', [max]).ticks).toEqual(ticks);
  });

  it('begins at zero and leaves room above the highest value', () => {
    const { bottom, top, ticks } = scaleFor('count', [1038]);
    expect([bottom, ticks[0]]).toEqual([0, 0]);
    expect(top).toBeGreaterThan(1038);
  });

  it('has zero among its ticks when values lie on both sides', () => {
    const { bottom, ticks } = scaleFor('count', [776, -51]);
    expect(ticks).toEqual([0, 200, 400, 600]);
    expect(bottom).toBeLessThan(-51);
    expect(scaleFor('count', [92, -40]).ticks).toEqual([-40, -20, 0, 20, 40, 60, 80]);
    expect(scaleFor('count', [-300]).ticks).toEqual([-300, -200, -100, 0]);
  });

  it('has only a zero where all values are zero', () => {
    expect(scaleFor('count', [0])).toMatchObject({ bottom: 0, top: 1, ticks: [0] });
    expect(scaleFor('count', [])).toMatchObject({ bottom: 0, top: 1, ticks: [0] });
  });

  it('has never more than seven ticks, nor a tick above the highest value', () => {
    for (let max = 1; max < 1e9; max = Math.ceil(max * 1.37)) {
      const { ticks } = scaleFor('count', [max]);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(Math.max(...ticks)).toBeLessThanOrEqual(max);
    }
  });
});

describe('other axes', () => {
  it('of shares have ticks between whole numbers, without rests of binary fractions', () => {
    expect(scaleFor('share', [0.83]).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(scaleFor('ratio', [0.31]).ticks).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it('of durations are logarithmic, with the times that people think in', () => {
    const scale = scaleFor('duration', [2, 40, 3_000]);
    expect(scale).toMatchObject({ kind: 'log', bottom: 1 });
    expect(scale.ticks).toEqual([1, 10, 60, 600, 3_600]);
    expect(scale.ticks.every((tick) => tick <= scale.top)).toBe(true);
    expect(scaleFor('duration', [0, -3]).kind).toBe('log');
  });

  it('place equal ratios at equal distances, and what a logarithm cannot show at the foot', () => {
    const scale = { kind: 'log', bottom: 1, top: 100, ticks: [] } as const;
    expect(heightOf(scale, 10)).toBeCloseTo(0.5);
    expect([heightOf(scale, 0), heightOf(scale, -4), heightOf(scale, 100)]).toEqual([0, 0, 1]);
    expect(heightOf({ kind: 'linear', bottom: -50, top: 150, ticks: [] }, 0)).toBe(0.25);
  });
});
