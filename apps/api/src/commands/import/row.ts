import type { RejectCode } from '@grapevine/contracts';

/** A place between two rows of the input. */
export interface Position {
  /** Bytes before it. */
  readonly offset: number;
  /** Lines before it. */
  readonly line: number;
}

export const START: Position = { offset: 0, line: 0 };

/** Why a row does not become an event; the codes are those of the server's answers. */
export interface RowProblem {
  readonly code: RejectCode;
  readonly field?: string | undefined;
  readonly message: string;
}

/** The cells of a row: by position (csv, ssv) or by key (ndjson). */
export type Cells = readonly string[] | Readonly<Record<string, unknown>>;

interface Place {
  /** The line that the row begins on, from 1. */
  readonly line: number;
  /** Where the next row begins. */
  readonly end: Position;
  /** The row as it stands in the file, for the file of rejected rows. */
  readonly raw: unknown;
}
export type GoodRow = Place & { readonly cells: Cells };
export type BadRow = Place & { readonly problem: RowProblem };
export type Row = GoodRow | BadRow;

/** Gives the rows behind a position, some at a time: as many as were complete in what was read. */
export type RowReader = (chunks: AsyncIterable<Buffer>, from: Position) => AsyncGenerator<Row[]>;

/** A row longer than this is none: it stands for a file of another format, or for a quote that is never closed. */
export const MAX_ROW_BYTES = 1024 * 1024;
