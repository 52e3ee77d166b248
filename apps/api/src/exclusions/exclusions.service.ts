import { randomUUID } from 'node:crypto';
import type {
  ExcludedMemberList,
  ExcludedMemberQuery,
  ExclusionChange,
  ExclusionDecision,
  ExclusionList,
  ExclusionQuery,
} from '@grapevine/contracts';
import { ExclusionVersions, MemberRegistry } from '@grapevine/database';
import { Pseudonymiser } from '@grapevine/pipeline';
import {
  type ExclusionDecisionRow,
  ExclusionLog,
  excludedMemberCount,
  exclusionDecision,
  exclusionDecisions,
  singlyExcludedMembers,
  Warehouse,
} from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { pageOf, unknownPlace } from '../http/page.js';
import { readPopulation } from '../query/population.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { requireDimensions } from './require-dimensions.js';

/** Takes members out of every metric, and back in. A decision is in force when it is acknowledged. */
@Injectable()
export class ExclusionsService {
  private readonly log: ExclusionLog;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    private readonly registry: MemberRegistry,
    private readonly versions: ExclusionVersions,
    private readonly pseudonymiser: Pseudonymiser,
    @Inject(CLOCK) private readonly now: Clock,
  ) {
    this.log = new ExclusionLog(warehouse);
  }

  /**
   * @returns the decision, stored
   * @throws ProblemError 422 where a segment's dimension is not one of the workspace's
   */
  async decide(
    workspaceId: number,
    action: ExclusionDecision['action'],
    change: ExclusionChange,
  ): Promise<ExclusionDecision> {
    const workspace = await this.workspaces.get(workspaceId);
    if (action === 'exclude') requireDimensions(workspace, change);
    const hashes = [...new Set(change.member_ids)].map((id) => this.pseudonymiser.memberHash(workspaceId, id));
    // Who is not known yet gets a number now: a spammer can be excluded before he comes.
    const numbers = [...(await this.registry.resolve(workspaceId, hashes)).values()];
    const decidedAt = this.now();
    const id = randomUUID();
    await this.log.add({
      id,
      workspace: workspaceId,
      version: await this.versions.next(),
      excluded: action === 'exclude',
      memberNumbers: numbers,
      segments: change.segments,
      reason: change.reason,
      decidedAt,
    });
    return {
      id,
      action,
      members: numbers.length,
      segments: change.segments,
      reason: change.reason,
      decided_at: new Date(decidedAt).toISOString(),
    };
  }

  /** The numbers of the members who are excluded by name, without those of segments, in pages. */
  async members(workspaceId: number, { limit, after = -1 }: ExcludedMemberQuery): Promise<ExcludedMemberList> {
    const rows = await this.warehouse.query(singlyExcludedMembers(workspaceId, limit + 1, after));
    const members = rows.map(({ member_no }) => ({ id: member_no }));
    const { data, next } = pageOf<{ readonly id: number }, number>(members, limit);
    return { data: data.map(({ id }) => ({ member_no: id })), next };
  }

  /** One more than the page where there is another. */
  private async decisions(
    workspaceId: number,
    limit: number,
    before: string | undefined,
  ): Promise<ExclusionDecision[]> {
    const [place] = before === undefined ? [] : await this.warehouse.query(exclusionDecision(workspaceId, before));
    if (before !== undefined && !place) throw unknownPlace('before', 'decision');
    const rows = await this.warehouse.query(exclusionDecisions(workspaceId, limit + 1, place?.version));
    return rows.map(toDecision);
  }

  /** Decisions, the last first, in pages. @throws ProblemError 422 where no decision has the id to begin before */
  async list(workspaceId: number, { limit, before }: ExclusionQuery): Promise<ExclusionList> {
    const workspace = await this.workspaces.get(workspaceId);
    const population = await readPopulation(this.warehouse, workspace);
    const decisions = await this.decisions(workspaceId, limit, before);
    const [excluded] = await this.warehouse.query(excludedMemberCount(population));
    return {
      ...pageOf(decisions, limit),
      excluded_members: excluded?.members ?? 0,
      excluded_segments: [...population.excludedSegments],
    };
  }
}

/** A decision as the API tells it. */
function toDecision(row: ExclusionDecisionRow): ExclusionDecision {
  return {
    id: row.id,
    action: row.excluded ? 'exclude' : 'include',
    members: row.members,
    segments: row.segments,
    reason: row.reason,
    decided_at: new Date(row.decided_at_ms).toISOString(),
  };
}
