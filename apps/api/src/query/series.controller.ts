import { SERIES_TABLE, type SeriesAnswer, SeriesQuery } from '@grapevine/contracts';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Asks } from '../questions/asks.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { SeriesService } from './series.service.js';

@Controller('v1/series')
@Requires('read')
@Asks('series')
export class SeriesController {
  constructor(private readonly series: SeriesService) {}

  @Get()
  @AnswersTable(SERIES_TABLE)
  async show(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<SeriesAnswer> {
    return this.series.answer(principal.workspaceId, parse(SeriesQuery, query, 'The query'));
  }
}
