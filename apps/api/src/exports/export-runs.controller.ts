import {
  EXPORT_RUNS_TABLE,
  type ExportRun,
  type ExportRunList,
  ExportRunsQuery,
  NewExportRun,
} from '@grapevine/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { ExportRunsService } from './export-runs.service.js';
import { idOf } from './exports.controller.js';

/** Files that are made and brought to their destination, and what stops them. */
@Controller('v1')
@Requires('admin')
export class ExportRunsController {
  constructor(private readonly runs: ExportRunsService) {}

  @Post('exports/:id/runs')
  @HttpCode(202)
  async start(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<ExportRun> {
    const run = parse(NewExportRun, body ?? {}, 'The run');
    return this.runs.start(principal.workspaceId, idOf(id), run);
  }

  @Get('exports/:id/runs')
  @AnswersTable(EXPORT_RUNS_TABLE)
  async list(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<ExportRunList> {
    const page = parse(ExportRunsQuery, query, 'The query');
    return this.runs.list(principal.workspaceId, idOf(id), page);
  }

  @Get('export-runs/:id')
  async show(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<ExportRun> {
    return this.runs.get(principal.workspaceId, idOf(id));
  }

  @Post('export-runs/:id/cancel')
  @HttpCode(200)
  async cancel(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<ExportRun> {
    return this.runs.cancel(principal.workspaceId, idOf(id));
  }
}
