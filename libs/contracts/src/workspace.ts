import { z } from 'zod';
import { ACTIVITY_TYPES, DeclaredDimensions } from './event.js';
import { title } from './event-fields.js';

const zoneExists = (zone: string): boolean => {
  try {
    // Offsets such as +05:45 are accepted by Intl too, but are not zones: they know no history.
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
};

const TimeZone = z.string().refine(zoneExists, { error: 'is not an IANA time zone, such as Europe/Berlin' });

const ActivityTypes = z
  .array(z.enum(ACTIVITY_TYPES))
  .min(1, 'name at least one event type')
  .refine((types) => new Set(types).size === types.length, { error: 'name each type once' });

export const Workspace = z.object({
  id: z.int(),
  name: z.string(),
  slug: z.string(),
  time_zone: z.string(),
  activity_types: z.array(z.enum(ACTIVITY_TYPES)),
  dimensions: z.array(z.string()),
  definition_version: z.int().describe('Counts changes of time zone, activity definition and dimensions'),
  max_age_days: z.int().nullable().describe('Events older than this are refused as too_old; null: no limit'),
  created_at: z.iso.datetime(),
  first_event_received_at: z.iso.datetime().nullable(),
});
export type Workspace = z.infer<typeof Workspace>;

export const WorkspaceChange = z
  .strictObject({
    name: title.optional(),
    time_zone: TimeZone.optional(),
    activity_types: ActivityTypes.optional(),
    dimensions: DeclaredDimensions.optional(),
    max_age_days: z.int().min(1).max(36_500).nullable().optional(),
    rebuild: z.boolean().optional(),
  })
  .describe('What is left out stays as it is');
export type WorkspaceChange = z.infer<typeof WorkspaceChange>;
