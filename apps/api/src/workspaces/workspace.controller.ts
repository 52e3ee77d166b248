import { type Workspace, WorkspaceChange } from '@grapevine/contracts';
import { Body, Controller, Get, Patch, Req } from '@nestjs/common';
import { parse } from '../http/parse.js';
import { Requires } from './access.guard.js';
import type { AuthorisedRequest } from './principal.js';
import { toWorkspace, WorkspaceStore } from './workspace-store.js';

@Controller('v1/workspace')
export class WorkspaceController {
  constructor(private readonly workspaces: WorkspaceStore) {}

  @Get()
  @Requires('read')
  async show(@Req() { principal }: AuthorisedRequest): Promise<Workspace> {
    return toWorkspace(await this.workspaces.get(principal.workspaceId));
  }

  @Patch()
  @Requires('admin')
  async change(@Req() { principal }: AuthorisedRequest, @Body() body: unknown): Promise<Workspace> {
    const change = parse(WorkspaceChange, body, 'The change');
    return toWorkspace(await this.workspaces.change(principal.workspaceId, change));
  }
}
