import { type CreatedKey, KEYS_TABLE, type KeyList, KeyQuery, NewKey } from '@grapevine/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { Requires } from './access.guard.js';
import { KeyStore } from './key-store.js';
import type { AuthorisedRequest } from './principal.js';

@Controller('v1/keys')
@Requires('admin')
export class KeysController {
  constructor(private readonly keys: KeyStore) {}

  @Post()
  async create(@Req() { principal }: AuthorisedRequest, @Body() body: unknown): Promise<CreatedKey> {
    return this.keys.create(principal.workspaceId, parse(NewKey, body, 'The key'));
  }

  @Get()
  @AnswersTable(KEYS_TABLE)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<KeyList> {
    return this.keys.list(principal.workspaceId, parse(KeyQuery, query, 'The query'));
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<void> {
    const known = z.uuid().safeParse(id).success && (await this.keys.revoke(principal.workspaceId, id));
    if (!known)
      throw new ProblemError(404, 'no_such_key', 'Your workspace has no key of this id. GET /v1/keys lists them.');
  }
}
