import {
  type ActivityType,
  DEFAULT_ACTIVITY_TYPES,
  DEFAULT_DIMENSIONS,
  type Workspace,
  type WorkspaceChange,
} from '@grapevine/contracts';
import { WorkspaceEntity } from '@grapevine/database';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { IsNull, Repository } from 'typeorm';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { ProblemError } from '../http/problem-error.js';

const TRUSTED_MS = 1_000;

/** The workspaces and their settings. */
@Injectable()
export class WorkspaceStore {
  private readonly recent = new LRUCache<number, WorkspaceEntity>({ max: 1_000, ttl: TRUSTED_MS });

  constructor(
    @InjectRepository(WorkspaceEntity) private readonly workspaces: Repository<WorkspaceEntity>,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** @param atLeast the definition version that the caller knows to exist; an older copy is read again */
  async get(id: number, atLeast = 0): Promise<WorkspaceEntity> {
    const recent = this.recent.get(id);
    if (recent && recent.definitionVersion >= atLeast) return recent;
    const row = await this.workspaces.findOneByOrFail({ id });
    this.recent.set(id, row);
    return row;
  }

  /** @returns the workspace of this slug, made if it was not there */
  async ensure(slug: string, name: string): Promise<WorkspaceEntity> {
    await this.workspaces
      .createQueryBuilder()
      .insert()
      .values({
        slug,
        name,
        timeZone: 'UTC',
        activityTypes: [...DEFAULT_ACTIVITY_TYPES],
        dimensions: [...DEFAULT_DIMENSIONS],
        createdAt: new Date(this.now()),
      })
      .orIgnore()
      .execute();
    return this.workspaces.findOneByOrFail({ slug });
  }

  /**
   * Says, committed to the database before the first acknowledgement, that the workspace has events now.
   *
   * @returns the workspace as it is from then on: its definition is fixed until a rebuild
   */
  async markFirstEvent(workspace: WorkspaceEntity): Promise<WorkspaceEntity> {
    if (workspace.firstEventReceivedAt) return workspace;
    await this.workspaces.update(
      { id: workspace.id, firstEventReceivedAt: IsNull() },
      { firstEventReceivedAt: new Date(this.now()) },
    );
    this.recent.delete(workspace.id);
    return this.get(workspace.id);
  }

  /** @throws ProblemError 409 where the change needs a rebuild */
  async change(id: number, change: WorkspaceChange): Promise<WorkspaceEntity> {
    const current = await this.workspaces.findOneByOrFail({ id });
    const definition = definitionChange(current, change);
    if (definition) await this.changeDefinition(id, definition);
    const rest = { ...(change.name === undefined ? {} : { name: change.name }), ...maxAge(change) };
    if (Object.keys(rest).length > 0) await this.workspaces.update({ id }, rest);
    this.recent.delete(id);
    return this.get(id);
  }

  /** The condition is part of the statement: an event that arrives in between wins. */
  private async changeDefinition(id: number, definition: Partial<WorkspaceEntity>): Promise<void> {
    const done = await this.workspaces.update(
      { id, firstEventReceivedAt: IsNull() },
      { ...definition, definitionVersion: () => 'definition_version + 1' },
    );
    if (done.affected === 1) return;
    throw new ProblemError(
      409,
      'rebuild_required',
      'This workspace has events. Changing its time zone, activity types or dimensions means folding all of them again, ' +
        'which this version cannot do yet: make the change in a workspace without events.',
    );
  }
}

/** @returns what of the definition the change would really alter; undefined if nothing */
function definitionChange(current: WorkspaceEntity, change: WorkspaceChange): Partial<WorkspaceEntity> | undefined {
  const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();
  const definition: Partial<WorkspaceEntity> = {};
  if (change.time_zone !== undefined && change.time_zone !== current.timeZone) definition.timeZone = change.time_zone;
  if (change.activity_types && !same(change.activity_types, current.activityTypes)) {
    definition.activityTypes = change.activity_types;
  }
  if (change.dimensions && !same(change.dimensions, current.dimensions)) definition.dimensions = change.dimensions;
  return Object.keys(definition).length > 0 ? definition : undefined;
}

const maxAge = ({ max_age_days }: WorkspaceChange): Partial<WorkspaceEntity> =>
  max_age_days === undefined ? {} : { maxAgeDays: max_age_days };

/** The workspace as the API shows it. */
export function toWorkspace(row: WorkspaceEntity): Workspace {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    time_zone: row.timeZone,
    activity_types: row.activityTypes as ActivityType[],
    dimensions: row.dimensions,
    definition_version: row.definitionVersion,
    max_age_days: row.maxAgeDays,
    created_at: row.createdAt.toISOString(),
    first_event_received_at: row.firstEventReceivedAt?.toISOString() ?? null,
  };
}
