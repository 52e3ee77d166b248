import { AccountChange, type Session } from '@grapevine/contracts';
import { Body, Controller, Put, Req } from '@nestjs/common';
import { parse } from '../http/parse.js';
import { RequiresSession } from './access.guard.js';
import { PeopleStore } from './people-store.js';
import type { AuthorisedRequest } from './principal.js';
import { SESSION_COOKIE } from './session-cookie.js';
import { SessionStore } from './session-store.js';
import { SessionView } from './session-view.js';
import { SignInLimits } from './sign-in-limits.js';

/** The email and password of whoever is signed in. */
@Controller('v1/account')
export class AccountController {
  constructor(
    private readonly people: PeopleStore,
    private readonly sessions: SessionStore,
    private readonly view: SessionView,
    private readonly limits: SignInLimits,
  ) {}

  /** Sets them after a one-time link, or changes them; all other sessions of the person end then. */
  @Put()
  @RequiresSession()
  async change(@Req() request: AuthorisedRequest, @Body() body: unknown): Promise<Session> {
    const { principal } = request;
    const token = request.cookies[SESSION_COOKIE] as string;
    const change = parse(AccountChange, body, 'The account');
    const person = principal.personId === null ? null : await this.people.get(principal.personId);
    if (person) {
      await this.limits.require(request.ip, person.email);
      await this.people.change(person, change);
      await this.limits.succeeded(person.email);
      await this.sessions.endOthers(person.id, token);
      return this.view.describe(principal);
    }
    const created = await this.people.create(principal.homeWorkspaceId, change);
    await this.sessions.belongTo(token, created.id);
    return this.view.describe({ ...principal, personId: created.id });
  }
}
