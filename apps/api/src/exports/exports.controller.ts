import {
  EXPORTS_TABLE,
  ExportChange,
  type ExportList,
  ExportsQuery,
  NewExport,
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
}

/** @throws ProblemError 404 for what cannot be an id */
export function idOf(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw noSuchExport();
}
