import { describe, expect, it } from '@jest/globals';
import { KeptValues, REST } from './kept-values.js';

describe('values that are kept', () => {
  it('are the first in the order of the bytes of their names, and unknown', () => {
    const kept = new KeptValues({ platform: 'unixé' });
    const named = ['', 'Z', 'a', 'unixé', 'unixée', 'unknown', 'v', '𝄞'];
    expect(named.filter((value) => kept.isKept('platform', value))).toEqual(['', 'Z', 'a', 'unixé', 'unknown']);
    // The order of UTF-16, which is JavaScript's own, would be the other one.
    expect(new KeptValues({ plan: '\uffee' }).segmentOf('plan', '𝄞')).toBe(REST);
    expect(['platform', 'plan'].map((dimension) => kept.isLimited(dimension))).toEqual([true, false]);
    expect(kept.segmentOf('plan', 'zzz')).toBe('zzz');
  });

  it('say what has moved', () => {
    const [before, after] = [new KeptValues({ plan: 'c', platform: 'x' }), new KeptValues({ plan: 'b', source: 's' })];
    expect(before.movesTo(before)).toEqual([]);
    expect(before.movesTo(after)).toEqual([
      'plan keeps values up to "c" before and values up to "b" after',
      'platform keeps values up to "x" before and all values after',
      'source keeps all values before and values up to "s" after',
    ]);
  });
});
