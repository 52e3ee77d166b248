import { z } from 'zod';
import { ACTIVITY_TYPES } from './event.js';

const zoneExists = (zone: string): boolean => {
  try {
    // Offsets such as +05:45 are accepted by Intl too, but are not zones: they know no history.
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
};

export const TimeZone = z.string().refine(zoneExists, { error: 'is not an IANA time zone, such as Europe/Berlin' });

export const ActivityTypes = z
  .array(z.enum(ACTIVITY_TYPES))
  .min(1, 'name at least one event type')
  .refine((types) => new Set(types).size === types.length, { error: 'name each type once' });

/** What decides how events are folded: a change of it is a rebuild. */
export const DefinitionSettings = z.object({
  time_zone: z.string(),
  activity_types: z.array(z.string()),
  dimensions: z.array(z.string()),
});
export type DefinitionSettings = z.infer<typeof DefinitionSettings>;
