import { type Workspace, WorkspaceChange } from '@grapevine/contracts';
import { Body, Controller, Get, Patch, Req } from '@nestjs/common';
import { parse } from '../http/parse.js';
import { RebuildService } from '../rebuild/rebuild.service.js';
import { Requires } from './access.guard.js';
import type { AuthorisedRequest } from './principal.js';
import { toWorkspace, WorkspaceStore } from './workspace-store.js';

@Controller('v1/workspace')
export class WorkspaceController {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly rebuilds: RebuildService,
  ) {}

  @Get()
  @Requires('read')
  async show(@Req() { principal }: AuthorisedRequest): Promise<Workspace> {
    const { workspaceId } = principal;
    // The rebuild first: one that ends in between is shown running with old settings, or ended with new ones.
    const rebuild = await this.rebuilds.running(workspaceId);
    return toWorkspace(await this.workspaces.refresh(workspaceId), rebuild);
  }

  @Patch()
  @Requires('admin')
  async change(@Req() { principal }: AuthorisedRequest, @Body() body: unknown): Promise<Workspace> {
    const change = parse(WorkspaceChange, body, 'The change');
    const { workspaceId } = principal;
    const workspace = await this.workspaces.change(workspaceId, change, (current, definition) =>
      this.rebuilds.start(current, definition),
    );
    return toWorkspace(workspace, await this.rebuilds.running(workspaceId));
  }
}
