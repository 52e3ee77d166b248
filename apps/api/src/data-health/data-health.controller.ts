import type { DataHealth } from '@grapevine/contracts';
import {
  Audits,
  Ledger,
  RejectedExamples,
  Restatements,
  SealedPoints,
  type WorkspaceEntity,
} from '@grapevine/database';
import { loggedValues, Warehouse, WarehouseOverloadedError } from '@grapevine/warehouse';
import { Controller, Get, Req } from '@nestjs/common';
import { readKeptValues } from '../query/population.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

/** What was refused and why, and what speaks for the numbers. */
@Controller('v1/data-health')
@Requires('read')
export class DataHealthController {
  constructor(
    private readonly ledger: Ledger,
    private readonly examples: RejectedExamples,
    private readonly sealed: SealedPoints,
    private readonly restatements: Restatements,
    private readonly audits: Audits,
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
  ) {}

  @Get()
  async show(@Req() { principal: { workspaceId } }: AuthorisedRequest): Promise<DataHealth> {
    const sealed = await this.sealed.summary(workspaceId);
    const restated = await this.restatements.summary(workspaceId);
    const audit = await this.audits.last(workspaceId);
    return {
      rejected: await this.rejected(workspaceId),
      sealed: { numbers: sealed.count, last_sealed_at: iso(sealed.lastAt) },
      restatements: { count: restated.count, last_restated_at: iso(restated.lastAt) },
      dimension_values: await this.dimensionValues(workspaceId),
      last_audit: audit
        ? {
            ...{ events: audit.events, numbers: audit.numbers, differences: audit.differences },
            started_at: new Date(audit.startedAt).toISOString(),
            finished_at: new Date(audit.finishedAt).toISOString(),
          }
        : null,
    };
  }

  private async dimensionValues(workspaceId: number): Promise<DataHealth['dimension_values']> {
    const workspace = await this.workspaces.get(workspaceId);
    const over: DataHealth['dimension_values']['over_limit'] = [];
    for (const [dimension, { kept, last }] of await readKeptValues(this.warehouse, workspace)) {
      const values = await this.countValues(workspace, dimension);
      over.push({ dimension, values, kept, last_kept: last });
    }
    return { limit: this.warehouse.dimensionValues, over_limit: over };
  }

  /** @returns null where the log is too long to be counted through: everything else here is to be seen all the same */
  private async countValues({ id, revision }: WorkspaceEntity, dimension: string): Promise<number | null> {
    try {
      const [logged] = await this.warehouse.query(loggedValues(id, revision, dimension));
      return logged?.values ?? 0;
    } catch (error) {
      if (error instanceof WarehouseOverloadedError && error.shortage !== 'room') return null;
      throw error;
    }
  }

  private async rejected(workspaceId: number): Promise<DataHealth['rejected']> {
    const { rejected } = await this.ledger.totals(workspaceId);
    const kept = await this.examples.read(workspaceId);
    const reasons = Object.entries(rejected).sort(([, a], [, b]) => b - a);
    return reasons.map(([code, count]) => ({
      code,
      count,
      examples: kept
        .filter((example) => example.code === code)
        .map(({ field, message, event, receivedAt }) => ({
          ...{ field, message, event },
          received_at: new Date(receivedAt).toISOString(),
        })),
    }));
  }
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
