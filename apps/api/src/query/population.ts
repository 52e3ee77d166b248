import type { WorkspaceEntity } from '@grapevine/database';
import { excludedArrivals, exclusionState, type Population, type Warehouse } from '@grapevine/warehouse';
import { ExclusionBasis } from './exclusion-basis.js';

/** Whose numbers are asked for, with what tells whether it is still the same set of members. */
export interface CurrentPopulation extends Population {
  readonly exclusions: ExclusionBasis;
}

/** Reads whom the workspace excludes at this moment: a decision is in force with the first question after it. */
export async function readPopulation(warehouse: Warehouse, workspace: WorkspaceEntity): Promise<CurrentPopulation> {
  const [state] = await warehouse.query(exclusionState(workspace.id));
  const population: Population = {
    workspace: workspace.id,
    revision: workspace.revision,
    excludesMembers: (state?.members ?? 0) > 0,
    excludedSegments: state?.segments ?? [],
  };
  // Single members change by decisions alone; whom a segment holds changes with every event.
  const arrivals =
    population.excludedSegments.length === 0 ? undefined : await warehouse.query(excludedArrivals(population));
  return { ...population, exclusions: new ExclusionBasis(state?.decisions ?? 0, arrivals) };
}
