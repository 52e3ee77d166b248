import type { ExclusionPreview, ExclusionPreviewRequest } from '@grapevine/contracts';
import { MemberRegistry, SealedPoints } from '@grapevine/database';
import { Pseudonymiser } from '@grapevine/pipeline';
import { excludedMemberCount, type Population, Warehouse } from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { readKeptValues, readPopulation } from '../query/population.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { requireDimensions } from './require-dimensions.js';

/** Answers `POST /v1/exclusions/preview`: nobody is excluded, and nobody gets a number. */
@Injectable()
export class ExclusionPreviewer {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    private readonly registry: MemberRegistry,
    private readonly sealed: SealedPoints,
    private readonly pseudonymiser: Pseudonymiser,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** @throws ProblemError 422 where a segment's dimension is not one of the workspace's */
  async preview(workspaceId: number, request: ExclusionPreviewRequest): Promise<ExclusionPreview> {
    const asOf = this.now();
    const workspace = await this.workspaces.get(workspaceId);
    requireDimensions(workspace, request);
    const hashes = [...new Set(request.member_ids)].map((id) => this.pseudonymiser.memberHash(workspaceId, id));
    const named = await this.registry.find(workspaceId, hashes);
    const population = await readPopulation(this.warehouse, workspace);
    const then: Population = {
      ...population,
      excludedSegments: [...population.excludedSegments, ...request.segments],
      kept: await readKeptValues(this.warehouse, workspace),
    };
    const before = await this.count(population, []);
    const after = await this.count(then, [...named.values()]);
    return {
      members: after - before,
      unknown_members: hashes.length - named.size,
      final_numbers: after === before ? 0 : (await this.sealed.summary(workspaceId)).count,
      as_of: new Date(asOf).toISOString(),
    };
  }

  private async count(population: Population, besides: readonly number[]): Promise<number> {
    const [excluded] = await this.warehouse.query(excludedMemberCount(population, besides));
    return excluded?.members ?? 0;
  }
}
