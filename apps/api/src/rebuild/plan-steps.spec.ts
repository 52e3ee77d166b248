import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planSteps } from './plan-steps.js';

const day = (date: string, events: number) => ({ day: date, events });

describe('planSteps', () => {
  it('puts the days of a month together, as many as are not too much', () => {
    const days = [
      day('2026-01-30', 4),
      day('2026-01-31', 6),
      day('2026-02-01', 1),
      day('2026-02-03', 10),
      day('2026-02-04', 1),
    ];
    const whole = { share: 0, shares: 1 };
    expect(planSteps(days, 10)).toEqual([
      { from: '2026-01-30', to: '2026-01-31', ...whole, days: 2, events: 10 },
      { from: '2026-02-01', to: '2026-02-01', ...whole, days: 1, events: 1 },
      { from: '2026-02-03', to: '2026-02-03', ...whole, days: 1, events: 10 },
      { from: '2026-02-04', to: '2026-02-04', ...whole, days: 1, events: 1 },
    ]);
    expect(planSteps([], 10)).toEqual([]);
  });

  it('cuts a day that is too much into shares, which end it together', () => {
    const steps = planSteps([day('2026-01-01', 1), day('2026-01-02', 25), day('2026-01-03', 1)], 10);
    expect(steps.map(({ from, share, shares, days, events }) => [from, share, shares, days, events])).toEqual([
      ['2026-01-01', 0, 1, 1, 1],
      ['2026-01-02', 0, 3, 0, 8],
      ['2026-01-02', 1, 3, 0, 8],
      ['2026-01-02', 2, 3, 1, 9],
      ['2026-01-03', 0, 1, 1, 1],
    ]);
  });

  it('covers every day and every event, and no step twice', () => {
    const dates = Array.from({ length: 100 }, (_, i) => new Date(Date.UTC(2025, 10, 1 + i)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 100, maxLength: 100 }), (counts) => {
        const days = dates.flatMap((date, i) => (counts[i] ? [day(date, counts[i] as number)] : []));
        const steps = planSteps(days, 10);
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
        expect(sum(steps.map(({ events }) => events))).toBe(sum(counts));
        expect(sum(steps.map((step) => step.days))).toBe(days.length);
        for (const { day: date } of days) {
          const covering = steps.filter(({ from, to }) => from <= date && date <= to);
          expect(covering.map(({ share }) => share)).toEqual(covering.map((_, i) => i));
          expect(covering[0]?.shares).toBe(covering.length);
        }
      }),
    );
  });
});
