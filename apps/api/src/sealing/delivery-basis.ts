import { createHash } from 'node:crypto';
import { type DayRange, deliveryInputs, metricOf, type Period, type SealBasis } from '@grapevine/metrics';
import type { DeliveryQuestion } from '@grapevine/warehouse';
import { horizonsOf, longestHorizon } from '../delivery/receipts.js';
import type { AskedWorkspace } from '../query/asked-workspace.js';

/** What the figures of deliveries of a period depend on, besides the events of its days. */
export interface DeliveryBasis extends SealBasis {
  /** A hash of what is set about channels, and one of which channels are known to report receipts and reads; equal texts mean equal figures. */
  readonly settings: string;
}

/** No month comes after it: all whom segments exclude. */
const EVER = '9999-12-31';

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
const sorted = (record: Readonly<Record<string, unknown>>) =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** @param reporting as of the grain of the period */
export function deliveryBasisOf(
  period: Period,
  { workspace, population }: AskedWorkspace,
  { silent, since, readsSince }: DeliveryQuestion['reporting'],
): DeliveryBasis {
  const horizons = horizonsOf(workspace.channels);
  const known = [since, readsSince].map((days) =>
    Object.keys(days)
      .filter((channel) => (days[channel] as string) <= period.start)
      .sort(),
  );
  // Where a sending makes nobody active, an excluded segment's member may be seen for the first time long after it.
  const seenBy = workspace.activityTypes.includes('message.sent')
    ? deliveryInputs(period, longestHorizon(horizons)).to
    : EVER;
  return {
    metricVersion: metricOf('delivery').version,
    revision: workspace.revision,
    exclusions: population.exclusions.of(seenBy),
    settings: `${hash([horizons.standard, sorted(horizons.ofChannels), [...silent].sort()])}:${hash(known)}`,
  };
}

/** Whether two settings differ in what was set, not only in which channels were seen to report. */
export const isOtherSetting = (before: string, after: string): boolean =>
  before.split(':', 1)[0] !== after.split(':', 1)[0];

/** The days that decide the figures of a period of a workspace. */
export const deliveryInputsOf = (period: Period, { workspace }: AskedWorkspace): DayRange =>
  deliveryInputs(period, longestHorizon(horizonsOf(workspace.channels)));
