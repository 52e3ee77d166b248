import { describe, expect, it } from '@jest/globals';
import { retainedOf } from './retention.js';

const meetings = (members: Record<number, number>) =>
  Object.entries(members).map(([period, count]) => ({ cohort: 2, period: Number(period), members: count }));
const everything = () => true;

describe('what became of a cohort', () => {
  it('`on`: who was active in each period, 0 where nobody was', () => {
    const retained = retainedOf(2, meetings({ 2: 10, 3: 4, 5: 6 }), { mode: 'on', count: 5, known: everything });
    expect(retained).toEqual([10, 4, 0, 6, 0]);
  });

  it('`on_or_after`: everybody whose last activity was then or later, beyond what is looked at as well', () => {
    // Two left at once, three after one period, five were last seen after everything that is looked at.
    const retained = retainedOf(2, meetings({ 2: 2, 3: 3, 9: 5 }), {
      mode: 'on_or_after',
      count: 4,
      known: everything,
    });
    expect(retained).toEqual([10, 8, 5, 5]);
  });

  it('is not known of periods that are not over', () => {
    const known = (position: number) => position < 4;
    expect(retainedOf(2, meetings({ 2: 10, 3: 4, 4: 1 }), { mode: 'on', count: 4, known })).toEqual([
      10,
      4,
      null,
      null,
    ]);
    // Who has already come back in the running period counts as come back later.
    expect(retainedOf(2, meetings({ 2: 6, 4: 4 }), { mode: 'on_or_after', count: 3, known })).toEqual([10, 4, null]);
  });

  it('is nothing of a cohort without members', () => {
    expect(retainedOf(0, [], { mode: 'on_or_after', count: 3, known: everything })).toEqual([0, 0, 0]);
  });
});
