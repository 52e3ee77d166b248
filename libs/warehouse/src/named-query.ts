import type { z } from 'zod';
import type { Slicing } from './slices.js';

/** Something for the warehouse to do: its name goes into the statement's comment, values only as bound parameters. */
export interface NamedStatement {
  readonly name: string;
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A question to the warehouse, and what a row of the answer must be. */
export interface NamedQuery<R extends z.ZodType> extends NamedStatement {
  readonly row: R;
  /** Of a question about member sets: how it can be asked of some chunks after the others. */
  readonly slicing?: Slicing<z.infer<R>>;
}
