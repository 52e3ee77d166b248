import type { WorkspaceEntity } from '@grapevine/database';
import { excludedCount, exclusionState, type Population, type Warehouse } from '@grapevine/warehouse';

/** Whose numbers are asked for, with what tells whether it is still the same set of members. */
export interface CurrentPopulation extends Population {
  /**
   * Equal fingerprints of one revision mean equal sets of excluded members. Decisions are only ever added, and what an excluded
   * segment holds only grows: of such sets the size says it all.
   */
  readonly exclusions: string;
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
  return { ...population, exclusions: await fingerprint(warehouse, population, state?.decisions ?? 0) };
}

async function fingerprint(warehouse: Warehouse, population: Population, decisions: number): Promise<string> {
  if (population.excludedSegments.length === 0) return String(decisions);
  const [count] = await warehouse.query(excludedCount(population));
  return `${decisions}:${count?.members ?? 0}`;
}
