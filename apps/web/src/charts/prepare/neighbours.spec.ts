import { describe, expect, it } from '@jest/globals';
import { neighbours } from './neighbours.js';

describe('the change of a period', () => {
  it('is only between complete neighbours that both have a value', () => {
    const values = [313, 1038, null, 360, 287, 12];
    const slots = values.map((_, index) => ({ complete: index < 5 }));
    expect(values.map((_, index) => neighbours(values, slots, index))).toEqual([
      undefined,
      { now: 1038, before: 313 },
      undefined,
      undefined,
      { now: 287, before: 360 },
      undefined,
    ]);
  });
});
