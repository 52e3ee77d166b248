import type { Batch, TableHead } from '@grapevine/exports';

/** An answer that is too large to be held: rows are read as the client takes them. */
export class StreamedTable {
  constructor(
    readonly head: TableHead,
    readonly batches: AsyncIterable<Batch>,
  ) {}
}
