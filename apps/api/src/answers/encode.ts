import { setImmediate } from 'node:timers/promises';
import { type AnswerTable, type Format, MEDIA_TYPES } from '@grapevine/contracts';
import { type Batch, ENCODERS, metadataOf, type TableHead } from '@grapevine/exports';

/** Rows that are encoded at once; between two lots other requests have their turn. */
const BATCH_ROWS = 5_000;

/** Of an answer's metadata what is short, whatever was asked: CSV and NDJSON have no place for it but a header. */
const IN_HEADER: readonly string[] = [
  ...['metric', 'definition.id', 'definition.version', 'unit', 'grain', 'window', 'by', 'cohort', 'mode', 'compare'],
  ...['time_zone', 'range.start', 'range.end', 'as_of', 'data_from', 'data_through', 'definition_version', 'exact'],
  ...['next', 'excluded_members', 'active', 'stickiness'],
];

/** @returns an answer that is held as a whole, in a format other than JSON, and how many rows it has */
export async function encodeAnswer<A extends { readonly data: unknown; readonly meta?: object }>(
  table: AnswerTable<A>,
  answer: A,
  format: Format,
): Promise<{ readonly head: TableHead; readonly rows: number; readonly body: Buffer }> {
  const { data: _, meta = {}, ...rest } = answer;
  const head = { columns: table.columns(answer), metadata: metadataOf(rest, meta) };
  const rows = table.rows(answer);
  const chunks: Uint8Array[] = [];
  for await (const chunk of ENCODERS[format](head, inBatches(rows))) {
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }
  return { head, rows: rows.length, body: Buffer.concat(chunks) };
}

async function* inBatches(rows: readonly object[]): AsyncGenerator<Batch> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const some = rows.slice(from, from + BATCH_ROWS);
    yield { size: some.length, rows: () => some };
    await setImmediate();
  }
}

/** Headers of an answer as a table: what it is, and what its numbers are. */
export function tableHeaders(format: Format, { metadata }: TableHead): Record<string, string> {
  const said = Object.entries(metadata).filter(([name]) => IN_HEADER.includes(name));
  const isText = format !== 'parquet' && format !== 'arrow';
  return {
    'content-type': isText ? `${MEDIA_TYPES[format]}; charset=utf-8` : MEDIA_TYPES[format],
    'grapevine-meta': JSON.stringify(Object.fromEntries(said)),
  };
}
