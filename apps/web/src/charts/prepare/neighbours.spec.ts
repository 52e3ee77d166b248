import { describe, expect, it } from '@jest/globals';
import { neighbours } from './neighbours.js';

describe('the change of a period', () => {
  it('is only between neighbours that both have the value of their whole period', () => {
    const values = [313, 1038, null, 360, 287, 12];
    const slots = values.map((_, index) => {
      const month = `2004-0${index + 4}`;
      return { period: month, start: `${month}-01`, end: `${month}-30`, complete: index < 5, sealed: false };
    });
    const reach = { data_from: '2004-04-15', data_through: '2004-09-12' };
    const pairs = (until = reach) => values.map((_, index) => neighbours(values, slots, index, until));
    // The data ends in the middle of August: 287 is not the whole of it.
    expect(pairs({ ...reach, data_through: '2004-08-12' }).at(4)).toBeUndefined();
    expect(pairs()).toEqual([
      undefined,
      { now: 1038, before: 313 },
      undefined,
      undefined,
      { now: 287, before: 360 },
      undefined,
    ]);
  });
});
