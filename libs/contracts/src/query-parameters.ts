import { z } from 'zod';
import { LocalDate } from './period.js';

/** A parameter that may be repeated reads the same when it is given once. */
export const repeated = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(10, 'may be given at most 10 times').default([]),
  );

export const repeatable = repeated(z.string()).describe(
  'dimension:value,value: only what has one of these values; a comma within a value is written \\,. May be given up to 10 ' +
    'times: filters intersect on the same local day. member.DIMENSION:value and member.signed_up:2013-10 ask who the ' +
    'member is, by its earliest signup.',
);

/** Both ends of a range of periods. */
export const rangeStart = LocalDate.optional().describe(
  'First local day; the range is widened to whole periods. Without it 90 days, 52 weeks, 36 months, 20 quarters or 30 ' +
    'years before the end, or the first event.',
);
export const rangeEnd = LocalDate.optional().describe(
  'Last local day, inclusive; the range is widened to whole periods. Without it the last day with an event.',
);

/** The number of a row as text of a query. @param message says of what */
export const rowNumber = (message: string) =>
  z
    .string(message)
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .meta({ type: 'integer' });

/** A whole number as text of a query, within bounds; an empty one is wrong, not 0. */
export function wholeNumber(least: number, most: number) {
  const bounds = `must be a whole number from ${least} to ${most}`;
  return z
    .string(bounds)
    .regex(/^\d{1,6}$/, bounds)
    .transform(Number)
    .refine((number) => number >= least && number <= most, { error: bounds })
    .meta({ type: 'integer', minimum: least, maximum: most });
}
