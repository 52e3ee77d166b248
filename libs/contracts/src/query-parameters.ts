import { z } from 'zod';

/** A parameter that may be repeated reads the same when it is given once. */
export const repeatable = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string()).max(10, 'may be given at most 10 times'),
);

/** A whole number as text of a query, within bounds; an empty one is wrong, not 0. */
export function wholeNumber(least: number, most: number) {
  const bounds = `must be a whole number from ${least} to ${most}`;
  return z
    .string(bounds)
    .regex(/^\d{1,6}$/, bounds)
    .transform(Number)
    .refine((number) => number >= least && number <= most, { error: bounds });
}
