import { addDays, type Period, type Span } from './calendar.js';
import { covers } from './data-range.js';
import { type DayRange, isQuiet, type SealingMoment } from './sealing.js';

/**
 * The days whose events decide the figures of a period: receipts count until the horizon of its last day is over, and a sending on
 * any earlier day tells which of them are late.
 *
 * @param horizon the longest of the workspace's channels, in days
 */
export const deliveryInputs = ({ end }: Period, horizon: number): DayRange => ({
  from: undefined,
  to: addDays(end, horizon),
});

/** Whether figures of deliveries may be sealed: for the grace the horizon of the last day has been over, and its input days quiet. */
export function isDeliverySealable(period: Period, span: Span, horizon: number, moment: SealingMoment): boolean {
  if (period.end >= moment.overBefore || !covers(moment.range, period, span)) return false;
  const inputs = deliveryInputs(period, horizon);
  return inputs.to < moment.overBefore && isQuiet(inputs, period, moment);
}
