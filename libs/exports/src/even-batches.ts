import type { Batch, Row } from './table.js';

/**
 * The same rows in batches of one size. Row groups of a file then follow from its rows alone, and not from how they happened to be read.
 *
 * @param size how many rows are held in memory
 */
export async function* evenBatches(batches: AsyncIterable<Batch>, size: number): AsyncGenerator<Batch> {
  let held: Row[] = [];
  for await (const batch of batches) {
    for (const row of batch.rows()) {
      held.push(row);
      if (held.length < size) continue;
      yield batchOf(held);
      held = [];
    }
  }
  if (held.length > 0) yield batchOf(held);
}

const batchOf = (rows: readonly Row[]): Batch => ({ size: rows.length, rows: () => rows });
