import {
  DEAD_LETTERS_TABLE,
  type DeadLetterList,
  DeadLetterQuery,
  Replay,
  type ReplayResult,
} from '@grapevine/contracts';
import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { DeadLetterStore } from './dead-letter-store.js';

@Controller('v1/dead-letters')
@Requires('admin')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetterStore) {}

  @Get()
  @AnswersTable(DEAD_LETTERS_TABLE)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<DeadLetterList> {
    return this.letters.list(principal.workspaceId, parse(DeadLetterQuery, query, 'The query'));
  }

  @Post('replay')
  @HttpCode(202)
  async replay(@Req() { principal }: AuthorisedRequest, @Body() body: unknown): Promise<ReplayResult> {
    return { replayed: await this.letters.replay(principal.workspaceId, parse(Replay, body, 'The choice')) };
  }
}
