import type { AnswerMeta } from '@grapevine/contracts';
import type { Metric, Period } from '@grapevine/metrics';
import type { AskedWorkspace } from './asked-workspace.js';

/** What every answer says about its numbers. @param periods those of the answer, in order */
export function metaOf(
  { id, version, text, unit }: Metric,
  periods: readonly Period[],
  filter: readonly string[],
  { workspace, range, asOf }: AskedWorkspace,
): AnswerMeta {
  return {
    definition: { id, version, text },
    unit,
    time_zone: workspace.timeZone,
    range: { start: periods[0]?.start ?? null, end: periods.at(-1)?.end ?? null },
    ...(filter.length === 0 ? {} : { filter: [...filter] }),
    as_of: new Date(asOf).toISOString(),
    data_from: range?.first ?? null,
    data_through: range?.last ?? null,
    definition_version: workspace.definitionVersion,
    activity_types: workspace.activityTypes,
    exact: true,
  };
}
