import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evenBatches } from './even-batches.js';
import type { Batch } from './table.js';

async function* batchesOf(sizes: readonly number[]): AsyncGenerator<Batch> {
  let next = 0;
  for (const size of sizes) {
    const rows = Array.from({ length: size }, () => ({ row: next++ }));
    yield { size, rows: () => rows };
  }
}

it('makes batches of one size, with every row in its place, however they came', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 20 })), fc.integer({ min: 1, max: 7 }), async (sizes, size) => {
      const total = sizes.reduce((sum, one) => sum + one, 0);
      const found: Batch[] = [];
      for await (const batch of evenBatches(batchesOf(sizes), size)) found.push(batch);
      expect(found.flatMap(({ rows }) => rows())).toEqual(Array.from({ length: total }, (_, row) => ({ row })));
      expect(found.slice(0, -1).every((batch) => batch.size === size)).toBe(true);
      expect(found.map((batch) => batch.size)).toEqual(found.map(({ rows }) => rows().length));
    }),
  );
});
