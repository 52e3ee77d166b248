import {
  EXPORT_BACKFILLS_TABLE,
  type ExportBackfill,
  type ExportBackfillList,
  ExportBackfillsQuery,
  NewExportBackfill,
} from '@grapevine/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { BackfillsService } from './backfills.service.js';
import { idOf } from './exports.controller.js';

/** Periods that are sent after the fact. */
@Controller('v1')
@Requires('admin')
export class BackfillsController {
  constructor(private readonly backfills: BackfillsService) {}

  @Get('exports/:id/backfills')
  @AnswersTable(EXPORT_BACKFILLS_TABLE)
  async list(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<ExportBackfillList> {
    const page = parse(ExportBackfillsQuery, query, 'The query');
    return this.backfills.list(principal.workspaceId, idOf(id), page);
  }

  @Post('exports/:id/backfills')
  @HttpCode(202)
  async start(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<ExportBackfill> {
    const request = parse(NewExportBackfill, body, 'The backfill');
    return this.backfills.start(principal.workspaceId, idOf(id), request);
  }

  @Post('export-backfills/:id/cancel')
  @HttpCode(200)
  async cancel(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<ExportBackfill> {
    return this.backfills.cancel(principal.workspaceId, idOf(id));
  }
}
