import { z } from 'zod';
import { ChannelSettings } from './channels.js';
import { ACTIVITY_TYPES, DeclaredDimensions } from './event.js';
import { title } from './event-fields.js';
import { Rebuild } from './rebuild.js';
import { ActivityTypes, TimeZone } from './workspace-settings.js';

export const Workspace = z.object({
  id: z.int(),
  name: z.string(),
  slug: z.string(),
  simulated: z.boolean().describe('whether its events are made up by this program: the demo'),
  time_zone: z.string(),
  activity_types: z.array(z.enum(ACTIVITY_TYPES)),
  dimensions: z.array(z.string()),
  definition_version: z.int().describe('Counts changes of time zone, activity definition and dimensions'),
  max_age_days: z.int().nullable().describe('Events older than this are refused as too_old; null: no limit'),
  seal_grace_hours: z.int().describe('For so long nothing may have touched a period before its numbers are sealed'),
  channels: ChannelSettings.describe('Receipts by channel, for those that have a setting'),
  created_at: z.iso.datetime(),
  first_event_received_at: z.iso.datetime().nullable(),
  rebuild: Rebuild.nullable().describe('the one that runs now: until it is done the settings above are the old ones'),
});
export type Workspace = z.infer<typeof Workspace>;

export const WorkspaceChange = z
  .strictObject({
    name: title.optional(),
    time_zone: TimeZone.optional(),
    activity_types: ActivityTypes.optional(),
    dimensions: DeclaredDimensions.optional(),
    max_age_days: z.int().min(1).max(36_500).nullable().optional(),
    seal_grace_hours: z.int().min(0).max(8_760).optional(),
    channels: ChannelSettings.optional().describe(
      'All channels that have a setting: one that is left out has none then',
    ),
    rebuild: z
      .boolean()
      .optional()
      .describe('Needed to change time zone, activity types or dimensions once there are events'),
  })
  .describe('What is left out stays as it is');
export type WorkspaceChange = z.infer<typeof WorkspaceChange>;
