import type { RestatementDetail, RestatementReason } from '@grapevine/contracts';
import type { Explanation } from '@grapevine/database';
import type { TouchLog } from '@grapevine/metrics';
import type { Population } from '@grapevine/warehouse';
import { decisionsIn } from '../query/exclusion-basis.js';

/** More days than these are not listed one by one. */
const MOST_DAYS = 100;

/**
 * Says why a sealed number is another one now, from what both were computed from.
 *
 * @param touches of the present revision
 * @param population whom the workspace excludes now
 * @param decisions ids of all decisions about exclusions, the last first
 */
export function explainer(
  touches: TouchLog,
  { excludedSegments }: Population,
  decisions: readonly string[],
): Explanation {
  return (before, after) => {
    const detail: RestatementDetail = {};
    const reasons: RestatementReason[] = [];
    if (before.revision !== after.revision) {
      reasons.push('rebuild');
      detail.definition_version = { from: before.definitionVersion, to: after.definitionVersion };
    } else if (before.touchVersion !== after.touchVersion) {
      reasons.push('late_events');
      const days = touches.since(before.touchVersion, after.inputs);
      detail.late_days = days.slice(0, MOST_DAYS);
      detail.late_day_count = days.length;
    }
    const decided = decisionsIn(after.exclusions) - decisionsIn(before.exclusions);
    if (decided > 0) {
      reasons.push('exclusions');
      detail.exclusions = decisions.slice(0, decided);
    } else if (before.exclusions !== after.exclusions) {
      // No one has decided anything: events have put members into an excluded segment, or out of it.
      reasons.push('excluded_segment_changed');
      detail.excluded_segments = [...excludedSegments];
    }
    if (before.metricVersion !== after.metricVersion) reasons.push('metric_version');
    return { reasons, detail };
  };
}
