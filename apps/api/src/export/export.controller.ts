import { EventExportQuery } from '@grapevine/contracts';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { parse } from '../http/parse.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { ExportService } from './export.service.js';

@Controller('v1/events/export')
@Requires('read')
@Asks('events_export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  /** The raw log as NDJSON. A fault after the first lines breaks the connection off: the answer has no end then. */
  @Get()
  async show(
    @Req() { principal }: AuthorisedRequest,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lines = await this.exports.lines(principal.workspaceId, parse(EventExportQuery, query, 'The query'));
    await reply.type('application/x-ndjson; charset=utf-8').send(lines);
  }
}
