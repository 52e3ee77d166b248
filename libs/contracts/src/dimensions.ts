import { z } from 'zod';

/** Dimensions that an event carries as fields of its own; a workspace declares which of them are folded into member sets. */
export const STANDARD_DIMENSIONS = ['platform', 'manufacturer', 'country', 'app_version', 'source'] as const;

/** The value under which a breakdown shows events that gave none. */
export const UNKNOWN_VALUE = 'unknown';

/** The segment that holds, as an exact union, what a breakdown does not show by name. */
export const OTHER_SEGMENT = '(other)';

const RESERVED = new Set([
  'member',
  'signed_up',
  'channel',
  'error_code',
  'type',
  'id',
  '__proto__',
  'constructor',
  'prototype',
]);

/** A dimension: a standard one, or a key of `properties` that the workspace declares. */
export const DimensionName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'use 1 to 40 lower-case letters, digits and underscores, beginning with a letter')
  .refine((name) => !RESERVED.has(name), { error: 'this name is reserved' });
