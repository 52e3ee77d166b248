import { type Session, SignIn } from '@grapevine/contracts';
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { parse } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { OpenToAnybody, Requires, RequiresSession } from './access.guard.js';
import { PeopleStore } from './people-store.js';
import type { AuthorisedRequest } from './principal.js';
import { refuseForeignPage } from './request-origin.js';
import { clearSessionCookie, SESSION_COOKIE, setSessionCookie } from './session-cookie.js';
import { type OpenedSession, SessionStore } from './session-store.js';
import { SessionView } from './session-view.js';
import { SignInLimits } from './sign-in-limits.js';

@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionStore,
    private readonly people: PeopleStore,
    private readonly view: SessionView,
    private readonly limits: SignInLimits,
  ) {}

  @Post()
  @OpenToAnybody()
  async signIn(
    @Req() request: AuthorisedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<Session> {
    refuseForeignPage(request);
    const given = parse(SignIn, body, 'The sign-in');
    const opened = 'token' in given ? await this.byLink(given.token) : await this.byPassword(request.ip, given);
    const workspaceId = await this.view.first(opened.principal);
    await this.sessions.lookAt(opened.token, workspaceId);
    setSessionCookie(request, reply, opened.token, opened.principal.expiresAt as Date);
    return this.view.describe({ ...opened.principal, workspaceId });
  }

  @Get()
  @Requires('read')
  async show(@Req() { principal }: AuthorisedRequest): Promise<Session> {
    return this.view.describe(principal);
  }

  private async byLink(token: string): Promise<OpenedSession> {
    const opened = await this.sessions.signIn(token);
    if (opened) return opened;
    const detail =
      'This sign-in link was used already or is too old. Run "npm run sign-in-link" on the server for a new one.';
    throw new ProblemError(401, 'link_not_valid', detail);
  }

  /** One answer for an unknown email and a wrong password: it tells nobody who has an account. */
  private async byPassword(address: string, given: { email: string; password: string }): Promise<OpenedSession> {
    const email = given.email.trim().toLowerCase();
    await this.limits.require(address, email);
    const person = await this.people.withPassword(email, given.password);
    if (!person) {
      const detail = 'Email and password do not belong together. Try again, or use a one-time link.';
      throw new ProblemError(401, 'wrong_credentials', detail);
    }
    await this.limits.succeeded(email);
    return this.sessions.open(person.workspaceId, person.id);
  }

  /** Ends every session of the person, this one too: for a device that was lost. */
  @Post('end-all')
  @HttpCode(204)
  @RequiresSession()
  async endAll(@Req() request: AuthorisedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.endAll(request.principal);
    clearSessionCookie(request, reply);
  }

  @Delete()
  @HttpCode(204)
  @OpenToAnybody()
  async signOut(@Req() request: AuthorisedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    refuseForeignPage(request);
    const token = request.cookies[SESSION_COOKIE];
    if (token !== undefined) await this.sessions.signOut(token);
    clearSessionCookie(request, reply);
  }
}
