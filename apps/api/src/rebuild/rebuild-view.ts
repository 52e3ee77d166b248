import type { DefinitionSettings, Rebuild } from '@grapevine/contracts';
import type { RebuildRecord, RebuildStep, RevisionSettings } from '@grapevine/database';

export const toSettings = ({
  timeZone,
  activityTypes,
  dimensions,
}: Omit<RevisionSettings, 'revision'>): DefinitionSettings => ({
  time_zone: timeZone,
  activity_types: [...activityTypes],
  dimensions: [...dimensions],
});

/** A rebuild as the API shows it. */
export function toRebuild(record: RebuildRecord): Rebuild {
  return {
    id: record.id,
    state: record.state,
    from_revision: record.before.revision,
    to_revision: record.after.revision,
    settings: { before: toSettings(record.before), after: toSettings(record.after) },
    progress: record.plan ? progressOf(record.plan, record.stepsDone) : null,
    started_at: record.startedAt.toISOString(),
    finished_at: record.finishedAt?.toISOString() ?? null,
    error: record.error,
  };
}

function progressOf(plan: readonly RebuildStep[], stepsDone: number): NonNullable<Rebuild['progress']> {
  const sums = (steps: readonly RebuildStep[]) => ({
    days: steps.reduce((sum, step) => sum + step.days, 0),
    events: steps.reduce((sum, step) => sum + step.events, 0),
  });
  const [done, total] = [sums(plan.slice(0, stepsDone)), sums(plan)];
  return {
    steps: { done: Math.min(stepsDone, plan.length), total: plan.length },
    days: { done: done.days, total: total.days },
    events: { done: done.events, total: total.events },
  };
}
