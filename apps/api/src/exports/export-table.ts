import type { AnswerMeta, AnswerTable } from '@grapevine/contracts';
import { type Answered, type AnsweredQuestion, type Batch, metadataOf, type TableHead } from '@grapevine/exports';
import type { StreamedTable } from '../answers/streamed-table.js';

/** An answer that is to become a file, and what its manifest says of it. */
export interface ExportTable {
  readonly head: TableHead;
  readonly batches: AsyncIterable<Batch>;
  /** null: the raw log. */
  readonly definition: AnswerMeta['definition'] | null;
  readonly definitionVersion: number;
  readonly timeZone: string;
  readonly asOf: string;
  /** What it says can be told of this. */
  readonly answered: Answered;
}

/** Rows of one batch, and so of a row group. */
const BATCH_ROWS = 5_000;

/**
 * What an answer says of the moment. A file says nothing of it: while no number changes, its bytes stay the same whenever it is made.
 * `sealed` is of the moment too: a number is looked up instead of computed from then on, and is the same.
 */
const OF_THE_MOMENT = new Set(['as_of', 'data_from', 'data_through', 'sealed']);

/** An answer that is held as a whole. */
export function tableOf<Q extends AnsweredQuestion>(table: AnswerTable<Q['answer']>, answered: Q): ExportTable {
  const { answer } = answered;
  const { data: _, meta, ...rest } = answer;
  return {
    head: { columns: lasting(table.columns(answer)), metadata: lastingOf(metadataOf(rest, meta)) },
    batches: inBatches(table.rows(answer)),
    definition: meta.definition,
    definitionVersion: meta.definition_version,
    timeZone: meta.time_zone,
    asOf: meta.as_of,
    answered,
  };
}

/** The raw log. Its file ends without the line that a stream needs to be known as whole: the manifest says how many rows it has. */
export function logTableOf(log: StreamedTable, definitionVersion: number, timeZone: string): ExportTable {
  const { columns, metadata } = log.head;
  return {
    head: { columns, metadata: lastingOf(metadata) },
    batches: log.batches,
    definition: null,
    definitionVersion,
    timeZone,
    asOf: metadata.as_of as string,
    answered: { of: 'events' },
  };
}

/** The table up to a row. What follows is not asked for. */
export function firstRows(table: ExportTable, most: number): ExportTable {
  return { ...table, batches: firstOf(table.batches, most) };
}

async function* firstOf(batches: AsyncIterable<Batch>, most: number): AsyncGenerator<Batch> {
  let left = most;
  for await (const batch of batches) {
    const some = batch.rows().slice(0, left);
    yield { size: some.length, rows: () => some };
    left -= some.length;
    if (left === 0) return;
  }
}

const lasting = <C extends { readonly name: string }>(columns: readonly C[]): C[] =>
  columns.filter(({ name }) => !OF_THE_MOMENT.has(name));

const lastingOf = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).filter(([name]) => !OF_THE_MOMENT.has(name)));

async function* inBatches(rows: readonly object[]): AsyncGenerator<Batch> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const some = rows.slice(from, from + BATCH_ROWS);
    yield { size: some.length, rows: () => some };
  }
}
