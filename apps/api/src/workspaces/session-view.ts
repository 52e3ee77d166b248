import type { Session, SessionWorkspace } from '@grapevine/contracts';
import type { WorkspaceEntity } from '@grapevine/database';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../http/problem-error.js';
import { PeopleStore } from './people-store.js';
import type { Principal } from './principal.js';
import { WorkspaceStore } from './workspace-store.js';

/** Which workspaces somebody may look at, and which one they see. */
@Injectable()
export class SessionView {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly people: PeopleStore,
  ) {}

  async describe(principal: Principal): Promise<Session> {
    const visible = await this.visibleTo(principal);
    const workspace = visible.find(({ id }) => id === principal.workspaceId) as WorkspaceEntity;
    const person = principal.personId === null ? null : await this.people.get(principal.personId);
    return {
      workspace: toView(workspace),
      workspaces: visible.map(toView),
      person: person && { id: person.id, email: person.email },
      scopes: [...principal.scopes],
      expires_at: principal.expiresAt?.toISOString() ?? null,
    };
  }

  /** What a person sees first: their own workspace, or while that is empty one that shows what it will be like. */
  async first({ homeWorkspaceId }: Principal): Promise<number> {
    const [home, ...others] = await this.workspaces.visibleFrom(homeWorkspaceId);
    if (home?.firstEventReceivedAt) return homeWorkspaceId;
    return others.find(({ simulated }) => simulated)?.id ?? homeWorkspaceId;
  }

  /** @throws ProblemError 404 where the person may not see such a workspace, or there is none */
  async named(principal: Principal, slug: string): Promise<number> {
    const visible = await this.visibleTo(principal);
    const found = visible.find((workspace) => workspace.slug === slug);
    if (found) return found.id;
    const detail = `You can look at ${visible.map((one) => one.slug).join(' and ')}, and at no workspace of this name.`;
    throw new ProblemError(404, 'no_such_workspace', detail);
  }

  private visibleTo({ via, homeWorkspaceId }: Principal): Promise<WorkspaceEntity[]> {
    return via === 'key'
      ? this.workspaces.get(homeWorkspaceId).then((own) => [own])
      : this.workspaces.visibleFrom(homeWorkspaceId);
  }
}

const toView = ({ id, name, slug, simulated, firstEventReceivedAt }: WorkspaceEntity): SessionWorkspace => ({
  ...{ id, name, slug, simulated },
  has_events: firstEventReceivedAt !== null,
});
