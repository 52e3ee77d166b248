import type { Column } from '@grapevine/contracts';
import { type Batch, type Encoder, valueIn } from './table.js';

/** One object a line, its fields named as the columns. Lists and maps are what they are in JSON. */
export const encodeNdjson: Encoder = async function* ({ columns, lastLine }, batches) {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.size;
    yield linesOf(batch, columns);
  }
  if (lastLine) yield `${JSON.stringify(lastLine(rows))}\n`;
};

/** An object with `data`, as of the other endpoints, and at its end the number of rows. */
export const encodeJson: Encoder = async function* ({ columns }, batches) {
  yield '{"data":[';
  let rows = 0;
  for await (const batch of batches) {
    if (batch.size === 0) continue;
    const lines = linesOf(batch, columns).trimEnd().replaceAll('\n', ',\n');
    yield rows === 0 ? lines : `,\n${lines}`;
    rows += batch.size;
  }
  yield `],"rows":${rows}}\n`;
};

const linesOf = ({ ndjson, rows }: Batch, columns: readonly Column[]): string =>
  ndjson ??
  rows()
    .map(
      (row) => `${JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, valueIn(row, column)])))}\n`,
    )
    .join('');
