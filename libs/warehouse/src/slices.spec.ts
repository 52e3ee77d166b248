import { describe, expect, it } from '@jest/globals';
import { addUp, slicesOf } from './slices.js';

describe('slices of the chunks of a workspace', () => {
  it('are one, without an end, where all sets may be held at once', () => {
    expect(slicesOf(1, 31)).toEqual([{ from: 0, to: 65_535 }]);
    expect(slicesOf(24, 32)).toEqual([{ from: 0, to: 65_535 }]);
  });

  it('are of about the same size, next to each other, and the last has no end', () => {
    expect(slicesOf(25, 32)).toEqual([
      { from: 0, to: 12 },
      { from: 13, to: 65_535 },
    ]);
    expect(slicesOf(96, 31)).toEqual([
      { from: 0, to: 23 },
      { from: 24, to: 47 },
      { from: 48, to: 71 },
      { from: 72, to: 65_535 },
    ]);
  });

  it('hold a chunk at least, however many sets it has', () => {
    expect(slicesOf(3, 100_000)).toEqual([
      { from: 0, to: 0 },
      { from: 1, to: 1 },
      { from: 2, to: 65_535 },
    ]);
  });

  it.each([...Array(200).keys()])('cover each chunk once, and hold no more sets than they may: %i', (i) => {
    const [chunks, sets] = [1 + ((i * 37) % 120), 1 + ((i * 53) % 800)];
    const slices = slicesOf(chunks, sets);
    expect(slices[0]?.from).toBe(0);
    for (const [at, { from, to }] of slices.entries()) {
      expect(from).toBe((slices[at - 1]?.to ?? -1) + 1);
      expect(Math.min(to, chunks - 1)).toBeGreaterThanOrEqual(from);
      expect((Math.min(to, chunks - 1) - from + 1) * sets).toBeLessThanOrEqual(Math.max(768, sets));
    }
  });
});

describe('rows of slices', () => {
  const slicing = { sets: () => 1, sums: ['members'] } as const;

  it('add up where all else is the same, in the order of what tells them apart', () => {
    const found = [
      [
        { step: 2, segment: 'ä', members: 1 },
        { step: 10, segment: 'b', members: 2 },
      ],
      [
        { step: 10, segment: 'a', members: 4 },
        { step: 2, segment: 'ä', members: 8 },
        { step: 2, segment: 'z', members: 16 },
      ],
    ];
    expect(addUp(found, slicing)).toEqual([
      { step: 2, segment: 'z', members: 16 },
      { step: 2, segment: 'ä', members: 9 },
      { step: 10, segment: 'a', members: 4 },
      { step: 10, segment: 'b', members: 2 },
    ]);
  });

  it('add up lists by their positions, whichever is longer', () => {
    const found = [[{ histogram: [1, 2] }], [{ histogram: [] }], [{ histogram: [10, 20, 30] }]];
    expect(addUp<{ histogram: number[] }>(found, { sets: () => 1, sums: ['histogram'] })).toEqual([
      { histogram: [11, 22, 30] },
    ]);
  });
});
