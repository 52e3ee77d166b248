import type { Column } from '@grapevine/contracts';

/** A row of a table, as the JSON answer has it: columns say where in it their values stand. */
export type Row = object;

/** Some rows of a table, as many as are held in memory at once. */
export interface Batch {
  readonly size: number;
  readonly rows: () => readonly Row[];
  /** The rows as NDJSON in pieces, each line with its newline, where they came that way and need not be taken apart. */
  readonly ndjson?: () => Iterable<string>;
}

/** What is known of a table before its first row. */
export interface TableHead {
  readonly columns: readonly Column[];
  /** What the numbers are, for formats that have room for it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The last line as NDJSON, which is not a row, of tables whose size is not known beforehand. */
  readonly lastLine?: (rows: number) => object;
}

/** Writes a table in one format, batch by batch: what it has given out it does not hold any more. */
export type Encoder = (head: TableHead, batches: AsyncIterable<Batch>) => AsyncGenerator<Uint8Array | string>;

/** @returns the value of a column; null where the row has none */
export function valueIn(row: Row, { path }: Column): unknown {
  let value: unknown = row;
  for (const part of path) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[part];
  return value ?? null;
}

/** @returns the value as text or a number, with what has no columns of its own as JSON */
export function cellIn(row: Row, column: Column): unknown {
  const value = valueIn(row, column);
  return column.type === 'json' && value !== null ? JSON.stringify(value) : value;
}
