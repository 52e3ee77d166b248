import { z } from 'zod';
import { label } from './event-fields.js';

/** Receipts of a channel are waited for so many days, unless its setting says otherwise. */
export const DEFAULT_HORIZON_DAYS = 7;
const MOST_CHANNELS = 100;

const ChannelSetting = z.strictObject({
  horizon_days: z.int().min(1).max(28).optional().describe('A receipt counts until so many days after the sending'),
  receipts: z
    .boolean()
    .optional()
    .describe(
      'Whether the channel tells what became of a message; left out: it does once a receipt was seen. Whether it tells of reads is always seen',
    ),
});

/** By channel, as events name it; `unknown` for those that name none. */
export const ChannelSettings = z
  .record(
    label.min(1, 'name the channel').refine((name) => name !== '__proto__', { error: 'this name is reserved' }),
    ChannelSetting,
  )
  .refine((channels) => Object.keys(channels).length <= MOST_CHANNELS, {
    error: `set at most ${MOST_CHANNELS} channels`,
  });
export type ChannelSettings = z.infer<typeof ChannelSettings>;
