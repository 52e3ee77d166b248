import {
  EXCLUDED_MEMBERS_TABLE,
  EXCLUSIONS_TABLE,
  type ExcludedMemberList,
  ExcludedMemberQuery,
  ExclusionChange,
  type ExclusionDecision,
  type ExclusionList,
  type ExclusionPreview,
  ExclusionPreviewRequest,
  ExclusionQuery,
} from '@grapevine/contracts';
import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { LargeJson } from '../http/read-json.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { ExclusionPreviewer } from './exclusion.preview.js';
import { ExclusionsService } from './exclusions.service.js';

/** What 5,000 member ids of 256 characters may take. */
const CHANGE = new LargeJson(4 * 1024 * 1024);

@Controller('v1/exclusions')
export class ExclusionsController {
  constructor(
    private readonly exclusions: ExclusionsService,
    private readonly previewer: ExclusionPreviewer,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Requires('admin')
  async preview(@Req() { principal }: AuthorisedRequest, @Body(CHANGE) body: unknown): Promise<ExclusionPreview> {
    return this.previewer.preview(principal.workspaceId, parse(ExclusionPreviewRequest, body, 'The body'));
  }

  @Post()
  @HttpCode(200)
  @Requires('admin')
  async exclude(@Req() { principal }: AuthorisedRequest, @Body(CHANGE) body: unknown): Promise<ExclusionDecision> {
    return this.exclusions.decide(principal.workspaceId, 'exclude', parse(ExclusionChange, body, 'The body'));
  }

  @Delete()
  @Requires('admin')
  async include(@Req() { principal }: AuthorisedRequest, @Body(CHANGE) body: unknown): Promise<ExclusionDecision> {
    return this.exclusions.decide(principal.workspaceId, 'include', parse(ExclusionChange, body, 'The body'));
  }

  @Get('members')
  @AnswersTable(EXCLUDED_MEMBERS_TABLE)
  @Asks('excluded_members')
  @Requires('read')
  async members(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<ExcludedMemberList> {
    return this.exclusions.members(principal.workspaceId, parse(ExcludedMemberQuery, query, 'The query'));
  }

  @Get()
  @AnswersTable(EXCLUSIONS_TABLE)
  @Asks('exclusions')
  @Requires('read')
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<ExclusionList> {
    return this.exclusions.list(principal.workspaceId, parse(ExclusionQuery, query, 'The query'));
  }
}
