import type { Status } from '@grapevine/contracts';
import { Controller, Get, Req } from '@nestjs/common';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { StatusService } from './status.service.js';

@Controller('v1/status')
@Requires('read')
export class StatusController {
  constructor(private readonly status: StatusService) {}

  @Get()
  async show(@Req() { principal }: AuthorisedRequest): Promise<Status> {
    return this.status.of(principal.workspaceId);
  }
}
