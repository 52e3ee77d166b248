import type { z } from 'zod';

/** A question to the warehouse: its name goes into the query's comment, values only as bound parameters. */
export interface NamedQuery<R extends z.ZodType> {
  readonly name: string;
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly row: R;
}
