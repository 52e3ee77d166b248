import type { z } from 'zod';

/** Something for the warehouse to do: its name goes into the statement's comment, values only as bound parameters. */
export interface NamedStatement {
  readonly name: string;
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A question to the warehouse, and what a row of the answer must be. */
export interface NamedQuery<R extends z.ZodType> extends NamedStatement {
  readonly row: R;
}
