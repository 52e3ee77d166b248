import type { WorkspaceEntity } from '@grapevine/database';
import type { DataRange } from '@grapevine/metrics';
import { LocalDays } from '@grapevine/pipeline';
import { Warehouse } from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { readDataRange } from './data-range.js';
import { type CurrentPopulation, readPopulation } from './population.js';

const DAY_MS = 86_400_000;

/** What an answer is about, as it was when the question came. */
export interface AskedWorkspace {
  readonly workspace: WorkspaceEntity;
  /** Undefined while the workspace has no events. */
  readonly range: DataRange | undefined;
  readonly population: CurrentPopulation;
  /** Epoch milliseconds. */
  readonly asOf: number;
  /** The local day of `asOf`. */
  readonly today: string;
  /** The local day of the instant that lies so many times 24 hours before `asOf`. */
  readonly dayAgo: (days: number) => string;
}

/** What of a question names values of dimensions. */
interface NamedSegments {
  readonly by?: string | undefined;
  readonly filter?: readonly string[];
}

/** Reads what every question needs to know of its workspace. */
@Injectable()
export class AskedWorkspaceReader {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  async read(workspaceId: number, { by, filter = [] }: NamedSegments = {}): Promise<AskedWorkspace> {
    const asOf = this.now();
    const workspace = await this.workspaces.get(workspaceId);
    const range = await readDataRange(this.warehouse, workspace);
    const population = await readPopulation(this.warehouse, workspace, by !== undefined || filter.length > 0);
    const days = new LocalDays(workspace.timeZone);
    const dayAgo = (count: number): string => days.dayOf(asOf - count * DAY_MS);
    return { workspace, range, population, asOf, today: dayAgo(0), dayAgo };
  }
}
