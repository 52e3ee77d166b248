import { type Session, SignIn } from '@grapevine/contracts';
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { parse } from '../http/parse.js';
import { ProblemError } from '../http/problem-error.js';
import { OpenToAnybody, Requires } from './access.guard.js';
import type { AuthorisedRequest, Principal } from './principal.js';
import { refuseForeignPage } from './request-origin.js';
import { clearSessionCookie, SESSION_COOKIE, setSessionCookie } from './session-cookie.js';
import { SessionStore } from './session-store.js';
import { WorkspaceStore } from './workspace-store.js';

@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionStore,
    private readonly workspaces: WorkspaceStore,
  ) {}

  @Post()
  @OpenToAnybody()
  async signIn(
    @Req() request: AuthorisedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<Session> {
    refuseForeignPage(request);
    const opened = await this.sessions.signIn(parse(SignIn, body, 'The sign-in').token);
    if (!opened) {
      const detail =
        'This sign-in link was used already or is too old. Run "npm run sign-in-link" on the server for a new one.';
      throw new ProblemError(401, 'link_not_valid', detail);
    }
    setSessionCookie(request, reply, opened.token, opened.principal.expiresAt as Date);
    return this.describe(opened.principal);
  }

  @Get()
  @Requires('read')
  async show(@Req() { principal }: AuthorisedRequest): Promise<Session> {
    return this.describe(principal);
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

  private async describe(principal: Principal): Promise<Session> {
    const { id, name, slug } = await this.workspaces.get(principal.workspaceId);
    return {
      workspace: { id, name, slug },
      scopes: [...principal.scopes],
      expires_at: principal.expiresAt?.toISOString() ?? null,
    };
  }
}
