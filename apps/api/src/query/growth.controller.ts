import { GROWTH_TABLE, type GrowthAnswer, GrowthQuery } from '@grapevine/contracts';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { GrowthService } from './growth.service.js';

@Controller('v1/growth')
@Requires('read')
@Asks('growth')
export class GrowthController {
  constructor(private readonly growth: GrowthService) {}

  @Get()
  @AnswersTable(GROWTH_TABLE)
  async show(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<GrowthAnswer> {
    return this.growth.answer(principal.workspaceId, parse(GrowthQuery, query, 'The query'));
  }
}
