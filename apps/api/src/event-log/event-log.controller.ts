import { EventExportQuery } from '@grapevine/contracts';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnswersStream } from '../answers/answer.interceptor.js';
import type { StreamedTable } from '../answers/streamed-table.js';
import { parse } from '../http/parse.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { EventLogService } from './event-log.service.js';

@Controller('v1/events/export')
@Requires('read')
@Asks('events_export')
export class EventLogController {
  constructor(private readonly events: EventLogService) {}

  /** The raw log. A fault after the first rows breaks the connection off: the answer has no end then. */
  @Get()
  @AnswersStream('ndjson')
  async show(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<StreamedTable> {
    return this.events.log(principal.workspaceId, parse(EventExportQuery, query, 'The query'));
  }
}
