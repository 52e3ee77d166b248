import {
  REBUILDS_TABLE,
  type Rebuild,
  type RebuildList,
  type RebuildPreview,
  RebuildPreviewRequest,
  RebuildQuery,
} from '@grapevine/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { RebuildPreviewer } from './rebuild.preview.js';
import { RebuildService } from './rebuild.service.js';

@Controller('v1/rebuilds')
export class RebuildsController {
  constructor(
    private readonly rebuilds: RebuildService,
    private readonly previewer: RebuildPreviewer,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Requires('admin')
  async preview(@Req() { principal }: AuthorisedRequest, @Body() body: unknown): Promise<RebuildPreview> {
    return this.previewer.preview(principal.workspaceId, parse(RebuildPreviewRequest, body ?? {}, 'The body'));
  }

  @Get()
  @AnswersTable(REBUILDS_TABLE)
  @Requires('read')
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<RebuildList> {
    return this.rebuilds.list(principal.workspaceId, parse(RebuildQuery, query, 'The query'));
  }

  @Get(':id')
  @Requires('read')
  async show(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<Rebuild> {
    const rebuild = z.uuid().safeParse(id).success && (await this.rebuilds.find(principal.workspaceId, id));
    if (rebuild) return rebuild;
    throw new ProblemError(
      404,
      'no_such_rebuild',
      'Your workspace has no rebuild of this id. GET /v1/rebuilds lists them.',
    );
  }
}
