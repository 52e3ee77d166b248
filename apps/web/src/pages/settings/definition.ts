import type { RebuildPreviewRequest, Workspace } from '@grapevine/contracts';

/** What is folded by: as it stands in the form. */
export interface DefinitionDraft {
  readonly timeZone: string;
  readonly activityTypes: readonly string[];
  /** Names with commas between. */
  readonly dimensions: string;
}

export const draftOf = ({ time_zone, activity_types, dimensions }: Workspace): DefinitionDraft => ({
  timeZone: time_zone,
  activityTypes: activity_types,
  dimensions: dimensions.join(', '),
});

const same = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join();

const namesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,]+/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

/** What of the draft differs from the workspace; empty where nothing does. */
export function changesIn(draft: DefinitionDraft, workspace: Workspace): RebuildPreviewRequest {
  const dimensions = namesOf(draft.dimensions);
  const timeZone = draft.timeZone.trim();
  return {
    ...(timeZone === workspace.time_zone ? {} : { time_zone: timeZone }),
    ...(same(draft.activityTypes, workspace.activity_types)
      ? {}
      : { activity_types: draft.activityTypes as Workspace['activity_types'] }),
    ...(same(dimensions, workspace.dimensions) ? {} : { dimensions }),
  };
}
