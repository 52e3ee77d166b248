import { type RebuildRecord, type RebuildStep, Rebuilds } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { foldedStandard, LocalDays, type OffsetPiece, ownDimensions } from '@grapevine/pipeline';
import {
  copyLog,
  copyValues,
  dropRevision,
  exclusionState,
  logDays,
  storedDays,
  Warehouse,
  WarehouseUnavailableError,
} from '@grapevine/warehouse';
import { planSteps } from './plan-steps.js';

const DAY_MS = 86_400_000;

/** Attempts at one step that the warehouse refuses, as opposed to being away, before the rebuild is given up. */
const MOST_REFUSALS = 10;

/** Takes a rebuild forward: plan, copy step by step, switch. Everything may be done again after a kill at any point. */
export class LogCopier {
  constructor(
    private readonly rebuilds: Rebuilds,
    private readonly warehouse: Warehouse,
    private readonly logger: Logger,
  ) {}

  /**
   * Does the next step of a running rebuild.
   *
   * @returns the rebuild as it is then
   * @throws what the warehouse or the database said: the step is to be tried again
   */
  async advance(rebuild: RebuildRecord): Promise<RebuildRecord | undefined> {
    try {
      await this.step(rebuild);
    } catch (error) {
      if (!(await this.giveUp(rebuild, error as Error))) throw error;
    }
    return this.rebuilds.find(rebuild.id);
  }

  /** Tells the warehouse to delete what no question reads any more. */
  async dropLeftovers(): Promise<void> {
    for (const leftover of await this.rebuilds.leftovers()) {
      for (const statement of dropRevision(leftover.workspaceId, leftover.revision)) {
        await this.warehouse.execute(statement);
      }
      await this.rebuilds.forget(leftover);
    }
  }

  private async step(rebuild: RebuildRecord): Promise<void> {
    const { id, plan, stepsDone } = rebuild;
    if (!plan) {
      const days = await this.warehouse.query(logDays(rebuild.workspaceId, rebuild.before.revision));
      const steps = planSteps(days);
      await this.copyValues(rebuild, steps);
      await this.rebuilds.setPlan(id, steps);
      return;
    }
    const step = plan[stepsDone];
    if (!step) return this.finish(rebuild);
    await this.warehouse.execute(copyLog(copyOf(rebuild, step)));
    await this.limitValues(rebuild);
    await this.rebuilds.recordSteps(id, stepsDone + 1);
  }

  private async copyValues(rebuild: RebuildRecord, steps: readonly RebuildStep[]): Promise<void> {
    if (steps[0]) await this.warehouse.execute(copyValues(copyOf(rebuild, steps[0])));
    await this.limitValues(rebuild);
  }

  private async limitValues({ workspaceId, after }: RebuildRecord): Promise<void> {
    await this.warehouse.limitValues([{ workspace: workspaceId, revision: after.revision }]);
  }

  private async finish(rebuild: RebuildRecord): Promise<void> {
    const { workspaceId, before, after } = rebuild;
    const [state] = await this.warehouse.query(exclusionState(workspaceId));
    const orphan = excludedSegmentsThatGo(state?.segments ?? [], before.dimensions, after.dimensions)[0];
    if (orphan) {
      // Nobody in it would be excluded any more, and numbers would rise without a word.
      await this.rebuilds.fail(
        rebuild,
        `The segment ${orphan.dimension}:${orphan.value} was excluded in the meantime.`,
      );
      return;
    }
    // Again, since a version before this one may have begun it and copied none.
    await this.copyValues(rebuild, rebuild.plan ?? []);
    const days = await this.warehouse.query(storedDays(workspaceId, after.revision));
    await this.rebuilds.complete(
      rebuild,
      days.map(({ day }) => day),
    );
    this.logger.info({ workspaceId, rebuildId: rebuild.id, revision: after.revision }, 'A rebuild is done.');
  }

  /** Writes down what happened. @returns whether the rebuild was given up, so that nothing is to be tried again */
  private async giveUp(rebuild: RebuildRecord, error: Error): Promise<boolean> {
    // While the database is away this fails too, and nothing is counted.
    const refused = !(error instanceof WarehouseUnavailableError);
    await this.rebuilds.recordFailure(rebuild.id, error.message.slice(0, 1_000), refused);
    if (!refused || rebuild.failures + 1 < MOST_REFUSALS) return false;
    await this.rebuilds.fail(rebuild, error.message.slice(0, 1_000));
    this.logger.error(
      { rebuildId: rebuild.id, error: error.message },
      'A rebuild was given up; the old definition stays.',
    );
    return true;
  }
}

/** Segments whose dimension is declared now and would not be. */
export function excludedSegmentsThatGo<S extends { readonly dimension: string }>(
  segments: readonly S[],
  before: readonly string[],
  after: readonly string[],
): S[] {
  return segments.filter(({ dimension }) => before.includes(dimension) && !after.includes(dimension));
}

function copyOf({ workspaceId, before, after }: RebuildRecord, step: RebuildStep) {
  return {
    workspace: workspaceId,
    fromRevision: before.revision,
    toRevision: after.revision,
    from: step.from,
    to: step.to,
    share: step.share,
    shares: step.shares,
    offsets: offsetsOfDays(after.timeZone, step.from, step.to),
    activityTypes: after.activityTypes,
    ownDimensions: ownDimensions(after.dimensions),
    foldedStandard: foldedStandard(after.dimensions),
  };
}

/**
 * A zone's offsets over all instants that any zone may call these days: an offset is less than a day.
 *
 * @param from, to local days of some zone, inclusive
 */
export function offsetsOfDays(timeZone: string, from: string, to: string): OffsetPiece[] {
  const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);
  return new LocalDays(timeZone).offsetsBetween(midnight(from) - DAY_MS, midnight(to) + 2 * DAY_MS);
}
