import { z } from 'zod';
import { AnswerMeta } from './answer-meta.js';
import { ChannelSettings } from './channels.js';
import { formatParameter } from './formats.js';
import { segmentLimit } from './page-size.js';
import { Grain, LocalDate } from './period.js';
import { rangeEnd, rangeStart, repeatable } from './query-parameters.js';

/** What deliveries are told apart by: facts of the delivery, not dimensions of a workspace. */
export const DELIVERY_DIMENSIONS = [
  'channel',
  'platform',
  'country',
  'error_code',
  'app_version',
  'manufacturer',
] as const;

export const DeliveryQuery = z.strictObject({
  grain: Grain.default('day'),
  from: rangeStart,
  to: rangeEnd,
  by: z.enum(DELIVERY_DIMENSIONS).optional().describe('Breaks the answer down by this fact of the delivery.'),
  filter: repeatable.describe(
    `fact:value,value: only deliveries with one of these values. Facts: ${DELIVERY_DIMENSIONS.join(', ')}. Up to 10 times.`,
  ),
  limit: segmentLimit,
  format: formatParameter,
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

const count = z.int().nullable().meta({ 'x-unit': 'deliveries' });
const rate = z.number().nullable().meta({ 'x-unit': 'ratio' });
const seconds = z.number().nullable().meta({ 'x-unit': 'seconds' });

const Latency = z
  .object({
    ...{ p50: seconds, p90: seconds, p95: seconds, p99: seconds },
    pairs: count.describe('deliveries of which both statuses were reported'),
    negative: count.describe('pairs whose second status is earlier than the first; they are kept'),
  })
  .describe('seconds; percentiles by linear interpolation (R-7), null without pairs');
export type Latency = z.infer<typeof Latency>;

/** What became of the messages sent in one period. Rates are of the channels that report receipts, those of reading of those that report reads. */
export const DeliveryFiguresRow = z.object({
  sent: count.describe('(message, recipient) sent in the period'),
  delivered: count.describe('of these delivered, or read, within the horizon of the channel'),
  read: count.describe('of these read within the horizon'),
  failed: count.describe('of these failed and not delivered within the horizon'),
  contradictory: count.describe('of these both failed and delivered'),
  late_receipts: count.describe('statuses that landed in the period, later after the sending than the horizon'),
  unseen_sent: count.describe('of the sent those whose sending was not seen, by the day of their first status'),
  delivery_rate: rate.describe('delivered / sent; null where no channel reports receipts'),
  read_rate: rate.describe('read / delivered; null where no channel reports reads'),
  read_of_sent_rate: rate.describe('read / sent'),
  failure_rate: rate.describe('failed / sent'),
  latency: z.object({ sent_to_delivered: Latency, delivered_to_read: Latency }),
});
export type DeliveryFiguresRow = z.infer<typeof DeliveryFiguresRow>;

export const DeliveryRow = z.object({
  period: z.string(),
  start: LocalDate,
  end: LocalDate.describe('inclusive'),
  ...DeliveryFiguresRow.shape,
  maturing: z
    .boolean()
    .describe('events that still count may come: the longest horizon of all channels is not over for the last day'),
  complete: z.boolean().describe('the period is over'),
  sealed: z.boolean().describe('the values are stored and final until a restatement'),
  segment: z.string().optional(),
});
export type DeliveryRow = z.infer<typeof DeliveryRow>;

export const DeliveryAnswer = z.object({
  data: z.array(DeliveryRow),
  meta: AnswerMeta.extend({
    grain: Grain,
    by: z.enum(DELIVERY_DIMENSIONS).optional(),
    horizon_days: z.int().describe('of channels without a setting of their own'),
    channels: ChannelSettings,
  }),
});
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>;
