import type { RestatementDetail } from '@grapevine/contracts';
import type { Explanation } from '@grapevine/database';
import type { TouchLog } from '@grapevine/metrics';
import { decisionsIn } from './sealed-numbers.js';

/** More days than these are not listed one by one. */
const MOST_DAYS = 100;

/**
 * Says why a sealed number is another one now, from what both were computed from.
 *
 * @param touches of the present revision
 * @param decisions ids of all decisions about exclusions, the last first
 */
export function explainer(touches: TouchLog, decisions: readonly string[]): Explanation {
  return (before, after) => {
    const detail: RestatementDetail = {};
    const reasons: string[] = [];
    if (before.revision !== after.revision) {
      reasons.push('rebuild');
      detail.definition_version = { from: before.definitionVersion, to: after.definitionVersion };
    } else if (before.touchVersion !== after.touchVersion) {
      reasons.push('late_events');
      const days = touches.since(before.touchVersion, { from: undefined, to: after.end });
      detail.late_days = days.slice(0, MOST_DAYS);
      detail.late_day_count = days.length;
    }
    if (before.exclusions !== after.exclusions) {
      reasons.push('exclusions');
      detail.exclusions = decisions.slice(0, decisionsIn(after) - decisionsIn(before));
    }
    if (before.metricVersion !== after.metricVersion) reasons.push('metric_version');
    return { reasons, detail };
  };
}
