import { DEFAULT_HORIZON_DAYS, type Grain } from '@grapevine/contracts';
import type { WorkspaceEntity } from '@grapevine/database';
import { addDays, startOfPeriodBefore } from '@grapevine/metrics';
import type { DeliveryQuestion } from '@grapevine/warehouse';

type Channels = WorkspaceEntity['channels'];

/** Of every period: a channel that is declared to report always has. */
const EVER = '1900-01-01';

/** How long receipts are waited for, by the workspace's settings. */
export function horizonsOf(channels: Channels): DeliveryQuestion['horizons'] {
  const own = Object.entries(channels).flatMap(([channel, { horizon_days: days }]) =>
    days === undefined ? [] : [[channel, days] as const],
  );
  return { standard: DEFAULT_HORIZON_DAYS, ofChannels: Object.fromEntries(own) };
}

/** @returns days: the longest that receipts of any channel are waited for */
export const longestHorizon = ({ standard, ofChannels }: DeliveryQuestion['horizons']): number =>
  Math.max(standard, ...Object.values(ofChannels));

/** The first local days on which a receipt of a channel landed, and a read. */
interface FirstReceipts {
  readonly channel: string;
  readonly first_day: string;
  readonly first_read_day: string | null;
}

/**
 * Which channels report receipts: those that are declared to, and others from the first period on that a receipt seen can belong
 * to. A receipt is no reason to think that there were any before. Which of them report reads is never declared: reads seen tell it.
 */
export function reportingOf(
  channels: Channels,
  seen: readonly FirstReceipts[],
  grain: Grain,
): DeliveryQuestion['reporting'] {
  const { standard, ofChannels } = horizonsOf(channels);
  const firstPeriod = (channel: string, day: string): string =>
    startOfPeriodBefore(addDays(day, -(ofChannels[channel] ?? standard)), grain, 0);
  const [since, readsSince] = [new Map<string, string>(), new Map<string, string>()];
  for (const { channel, first_day, first_read_day } of seen) {
    since.set(channel, firstPeriod(channel, first_day));
    if (first_read_day !== null) readsSince.set(channel, firstPeriod(channel, first_read_day));
  }
  for (const [channel, { receipts }] of Object.entries(channels)) if (receipts === true) since.set(channel, EVER);
  const silent = Object.keys(channels).filter((channel) => channels[channel]?.receipts === false);
  return { silent, since: Object.fromEntries(since), readsSince: Object.fromEntries(readsSince) };
}
