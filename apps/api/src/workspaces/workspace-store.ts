import {
  type ActivityType,
  DEFAULT_ACTIVITY_TYPES,
  DEFAULT_DIMENSIONS,
  type Rebuild,
  type Workspace,
  type WorkspaceChange,
} from '@grapevine/contracts';
import { type RevisionSettings, WorkspaceEntity } from '@grapevine/database';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { IsNull, Not, type QueryDeepPartialEntity, Repository } from 'typeorm';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { ProblemError } from '../http/problem-error.js';

/** The fence of a rebuild's start and switch does not rest on this, but the time that both revisions are folded after it does. */
const TRUSTED_MS = 1_000;

/** What decides how a workspace's events are folded. */
export type Definition = Omit<RevisionSettings, 'revision'>;

/** What is told of a workspace when it is made. */
export type NewWorkspace = Pick<WorkspaceEntity, 'slug' | 'name' | 'simulated'>;

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
    return this.refresh(id);
  }

  /** @returns the workspace as it is now, and has everybody else in this process see it so */
  async refresh(id: number): Promise<WorkspaceEntity> {
    const row = await this.workspaces.findOneByOrFail({ id });
    this.recent.set(id, row);
    return row;
  }

  /** Makes workspaces, all in one statement; those that are there stay as they are. */
  async make(workspaces: readonly NewWorkspace[]): Promise<void> {
    const given = {
      timeZone: 'UTC',
      activityTypes: [...DEFAULT_ACTIVITY_TYPES],
      dimensions: [...DEFAULT_DIMENSIONS],
      createdAt: new Date(this.now()),
    };
    const values = workspaces.map((workspace) => ({ ...given, ...workspace }));
    await this.workspaces.createQueryBuilder().insert().values(values).orIgnore().execute();
  }

  async bySlug(slug: string): Promise<WorkspaceEntity | null> {
    return this.workspaces.findOneBy({ slug });
  }

  /** @returns the workspace itself, and after it those of simulated data, which are for everybody to look at */
  async visibleFrom(id: number): Promise<WorkspaceEntity[]> {
    const rows = await this.workspaces.find({ where: [{ id }, { simulated: true }], order: { id: 'ASC' } });
    return rows.sort((a, b) => Number(b.id === id) - Number(a.id === id));
  }

  /** @returns the ids of all workspaces that have events */
  async withEvents(): Promise<number[]> {
    const rows = await this.workspaces.find({
      where: { firstEventReceivedAt: Not(IsNull()) },
      select: { id: true },
      order: { id: 'ASC' },
    });
    return rows.map(({ id }) => id);
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

  /**
   * @param rebuild starts the rebuild of a workspace that has events, where the change asks for it
   * @throws ProblemError 409 where the change needs a rebuild and does not ask for it; then nothing is changed
   */
  async change(
    id: number,
    change: WorkspaceChange,
    rebuild: (workspace: WorkspaceEntity, definition: Definition) => Promise<void>,
  ): Promise<WorkspaceEntity> {
    const current = await this.workspaces.findOneByOrFail({ id });
    const definition = definitionChange(current, change);
    if (definition && !(await this.changeDefinition(id, definition))) {
      if (!change.rebuild) throw rebuildRequired();
      const { timeZone, activityTypes, dimensions } = current;
      await rebuild(current, { timeZone, activityTypes, dimensions, ...definition });
    }
    const rest = plainSettings(change);
    if (Object.keys(rest).length > 0) await this.workspaces.update({ id }, rest);
    return this.refresh(id);
  }

  /**
   * The condition is part of the statement: an event that arrives in between wins.
   *
   * @returns false where the workspace has events: nothing was changed
   */
  private async changeDefinition(id: number, definition: Partial<Definition>): Promise<boolean> {
    const done = await this.workspaces.update(
      { id, firstEventReceivedAt: IsNull() },
      { ...(definition as Partial<WorkspaceEntity>), definitionVersion: () => 'definition_version + 1' },
    );
    return done.affected === 1;
  }
}

const rebuildRequired = (): ProblemError =>
  new ProblemError(
    409,
    'rebuild_required',
    'This workspace has events. Changing its time zone, activity types or dimensions means folding all of them again: ' +
      'POST /v1/rebuilds/preview shows what it would change; to do it, send the change with "rebuild": true.',
  );

/** @returns what of the definition the change would really alter; undefined if nothing */
export function definitionChange(
  current: Definition,
  change: Pick<WorkspaceChange, 'time_zone' | 'activity_types' | 'dimensions'>,
): Partial<Definition> | undefined {
  const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();
  const definition: { -readonly [K in keyof Definition]?: Definition[K] } = {};
  if (change.time_zone !== undefined && change.time_zone !== current.timeZone) definition.timeZone = change.time_zone;
  if (change.activity_types && !same(change.activity_types, current.activityTypes)) {
    definition.activityTypes = change.activity_types;
  }
  if (change.dimensions && !same(change.dimensions, current.dimensions)) definition.dimensions = change.dimensions;
  return Object.keys(definition).length > 0 ? definition : undefined;
}

/** The settings that nothing stored depends on, and so can be changed at any time. */
const plainSettings = ({
  name,
  max_age_days,
  seal_grace_hours,
  channels,
}: WorkspaceChange): QueryDeepPartialEntity<WorkspaceEntity> => ({
  ...(name === undefined ? {} : { name }),
  ...(max_age_days === undefined ? {} : { maxAgeDays: max_age_days }),
  ...(seal_grace_hours === undefined ? {} : { sealGraceHours: seal_grace_hours }),
  ...(channels === undefined ? {} : { channels }),
});

/**
 * The workspace as the API shows it.
 *
 * @param rebuild the one that runs now
 */
export function toWorkspace(row: WorkspaceEntity, rebuild: Rebuild | null): Workspace {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    simulated: row.simulated,
    time_zone: row.timeZone,
    activity_types: row.activityTypes as ActivityType[],
    dimensions: row.dimensions,
    definition_version: row.definitionVersion,
    max_age_days: row.maxAgeDays,
    seal_grace_hours: row.sealGraceHours,
    channels: row.channels,
    created_at: row.createdAt.toISOString(),
    first_event_received_at: row.firstEventReceivedAt?.toISOString() ?? null,
    rebuild,
  };
}
