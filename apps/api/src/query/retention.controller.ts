import { RETENTION_TABLE, type RetentionAnswer, RetentionQuery } from '@grapevine/contracts';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { RetentionService } from './retention.service.js';

@Controller('v1/retention')
@Requires('read')
@Asks('retention')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Get()
  @AnswersTable(RETENTION_TABLE)
  async show(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<RetentionAnswer> {
    return this.retention.answer(principal.workspaceId, parse(RetentionQuery, query, 'The query'));
  }
}
