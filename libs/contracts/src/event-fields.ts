import { z } from 'zod';

/** A code unit that no stored text may contain: NUL (PostgreSQL refuses it), or half of a surrogate pair (not UTF-8). */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
const NOT_STORABLE = 'contains a NUL character or half of a surrogate pair';

/** An identity given by the sender: 1 to `max` characters (UTF-16 code units). */
export const identity = (max: number) =>
  z
    .string()
    .min(1, `must have 1 to ${max} characters`)
    .max(max, `must have 1 to ${max} characters`)
    .refine(isStorable, { error: NOT_STORABLE });

/** A sentence of 1 to `max` characters. */
export const storableText = (max: number) =>
  z
    .string()
    .trim()
    .min(1, `must have 1 to ${max} characters`)
    .max(max, `must have 1 to ${max} characters`)
    .refine(isStorable, { error: NOT_STORABLE });

/** What people call something: a key, a workspace. */
export const title = storableText(100);

/** A value of a dimension, a channel or an error code. An empty one says the same as none. */
export const label = z
  .string()
  .max(128, 'must have at most 128 characters')
  .refine(isStorable, { error: NOT_STORABLE });

/** Absent, null and empty text all mean "not given": clients of every language write one of the three. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());

const PROPERTY = 'must be a string, a number or a boolean';
const propertyValue = z.union([label, z.number().transform(String), z.boolean().transform(String), z.null()], {
  error: PROPERTY,
});

/** Properties as text; nulls and empty values are dropped. */
export const propertyValues = z
  .record(label, propertyValue, { error: 'must be an object of strings, numbers and booleans' })
  .transform((values) => {
    const given: Record<string, string> = {};
    for (const [name, value] of Object.entries(values)) if (value !== null && value !== '') given[name] = value;
    return given;
  });
