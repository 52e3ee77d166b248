import {
  EXPORT_RUNS_TABLE,
  EXPORTS_TABLE,
  ExportChange,
  type ExportList,
  type ExportRun,
  type ExportRunList,
  ExportRunsQuery,
  ExportsQuery,
  NewExport,
  NewExportRun,
  type SavedExport,
} from '@grapevine/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { ExportsService, noSuchExport } from './exports.service.js';

/** Numbers that are brought to where they are needed. */
@Controller('v1/exports')
@Requires('admin')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Get()
  @AnswersTable(EXPORTS_TABLE)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<ExportList> {
    return this.exports.list(principal.workspaceId, parse(ExportsQuery, query, 'The query'));
  }

  @Post()
  @Asks('export_check')
  async add(@Req() { principal }: AuthorisedRequest, @Body() body: unknown): Promise<SavedExport> {
    return this.exports.add(principal.workspaceId, parse(NewExport, body, 'The export'));
  }

  @Get(':id')
  async show(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<SavedExport> {
    return this.exports.get(principal.workspaceId, idOf(id));
  }

  @Patch(':id')
  @Asks('export_check')
  async change(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<SavedExport> {
    const change = parse(ExportChange, body, 'The change');
    return this.exports.change(principal.workspaceId, idOf(id), change);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<void> {
    await this.exports.remove(principal.workspaceId, idOf(id));
  }

  @Post(':id/runs')
  @HttpCode(202)
  async run(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<ExportRun> {
    const run = parse(NewExportRun, body ?? {}, 'The run');
    return this.exports.run(principal.workspaceId, idOf(id), run);
  }

  @Get(':id/runs')
  @AnswersTable(EXPORT_RUNS_TABLE)
  async runs(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<ExportRunList> {
    const page = parse(ExportRunsQuery, query, 'The query');
    return this.exports.listRuns(principal.workspaceId, idOf(id), page);
  }
}

/** @throws ProblemError 404 for what cannot be an id */
export function idOf(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw noSuchExport();
}
