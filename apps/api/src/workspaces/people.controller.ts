import { PEOPLE_TABLE, type PersonList, PersonQuery, type SignInLink } from '@grapevine/contracts';
import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { Requires } from './access.guard.js';
import { PeopleStore } from './people-store.js';
import type { AuthorisedRequest } from './principal.js';
import { SessionStore } from './session-store.js';

/** Who may sign in. */
@Controller('v1')
@Requires('admin')
export class PeopleController {
  constructor(
    private readonly people: PeopleStore,
    private readonly sessions: SessionStore,
  ) {}

  @Get('people')
  @AnswersTable(PEOPLE_TABLE)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<PersonList> {
    return this.people.list(principal.homeWorkspaceId, parse(PersonQuery, query, 'The query'));
  }

  @Delete('people/:id')
  @HttpCode(204)
  async remove(@Req() { principal }: AuthorisedRequest, @Param('id') id: string): Promise<void> {
    const known = z.uuid().safeParse(id).success && (await this.people.remove(principal.homeWorkspaceId, id));
    if (!known) {
      throw new ProblemError(404, 'no_such_person', 'Nobody here has this id. GET /v1/people lists who may sign in.');
    }
  }

  /** Lets another person in, who then sets an email and a password. */
  @Post('sign-in-links')
  async invite(@Req() { principal }: AuthorisedRequest): Promise<SignInLink> {
    const { token, expiresAt } = await this.sessions.createLink(principal.homeWorkspaceId);
    return { token, expires_at: expiresAt.toISOString() };
  }
}
