import { z } from 'zod';

const BOUNDS = 'must be a whole number from 1 to 1000';

/** How many of something an answer may have, as text of a query; an empty one is wrong, not 0. */
export const pageSize = z
  .string()
  .regex(/^\d{1,4}$/, BOUNDS)
  .transform(Number)
  .refine((size) => size >= 1 && size <= 1000, { error: BOUNDS });
