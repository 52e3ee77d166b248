import type { Column } from '@grapevine/contracts';
import { type Batch, type Encoder, valueIn } from './table.js';

/** One object a line, its fields named as the columns. Lists and maps are what they are in JSON. */
export const encodeNdjson: Encoder = async function* ({ columns, lastLine }, batches) {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.size;
    yield* linesOf(batch, columns);
  }
  if (lastLine) yield `${JSON.stringify(lastLine(rows))}\n`;
};

/** An object with `data`, as of the other endpoints, and at its end the number of rows. */
export const encodeJson: Encoder = async function* ({ columns }, batches) {
  yield '{"data":[';
  let [rows, isFirst] = [0, true];
  for await (const batch of batches) {
    for (const piece of linesOf(batch, columns)) {
      const lines = piece.trimEnd().replaceAll('\n', ',\n');
      yield isFirst ? lines : `,\n${lines}`;
      isFirst = false;
    }
    rows += batch.size;
  }
  yield `],"rows":${rows}}\n`;
};

/** Texts of at least one line each. */
function linesOf({ size, ndjson, rows }: Batch, columns: readonly Column[]): Iterable<string> {
  if (size === 0) return [];
  if (ndjson) return ndjson();
  const lineOf = (row: object): string =>
    JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, valueIn(row, column)])));
  return [`${rows().map(lineOf).join('\n')}\n`];
}
