import type { WorkspaceEntity } from '@grapevine/database';
import {
  crowdedDimensions,
  excludedArrivals,
  exclusionState,
  type KeptValues,
  keptValues,
  type Population,
  type Warehouse,
} from '@grapevine/warehouse';
import { ExclusionBasis } from './exclusion-basis.js';

/** Whose numbers are asked for, with what tells whether it is still the same set of members. */
export interface CurrentPopulation extends Population {
  readonly exclusions: ExclusionBasis;
}

/** Reads the dimensions of a workspace that have more values than are kept. */
export async function readKeptValues(warehouse: Warehouse, { id, revision }: WorkspaceEntity): Promise<KeptValues> {
  const asked = [{ workspace: id, revision }, warehouse.dimensionValues] as const;
  if ((await warehouse.query(crowdedDimensions(...asked))).length === 0) return new Map();
  const rows = await warehouse.query(keptValues(...asked));
  return new Map(rows.map(({ dimension, ...found }) => [dimension, found]));
}

/**
 * Reads whom the workspace excludes at this moment: a decision is in force with the first question after it.
 *
 * @param namesValues whether the question is about values of dimensions
 */
export async function readPopulation(
  warehouse: Warehouse,
  workspace: WorkspaceEntity,
  namesValues = false,
): Promise<CurrentPopulation> {
  const [state] = await warehouse.query(exclusionState(workspace.id));
  const excludedSegments = state?.segments ?? [];
  const population: Population = {
    workspace: workspace.id,
    revision: workspace.revision,
    excludesMembers: (state?.members ?? 0) > 0,
    excludedSegments,
    activityTypes: workspace.activityTypes,
    ...(namesValues || excludedSegments.length > 0 ? { kept: await readKeptValues(warehouse, workspace) } : {}),
  };
  // Single members change by decisions alone; whom a segment holds changes with every event.
  const arrivals =
    population.excludedSegments.length === 0 ? undefined : await warehouse.query(excludedArrivals(population));
  return { ...population, exclusions: new ExclusionBasis(state?.decisions ?? 0, arrivals) };
}
