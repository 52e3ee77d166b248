import type { Scope } from '@grapevine/contracts';
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem-error.js';
import { KeyStore } from './key-store.js';
import { type AuthorisedRequest, mayDo, type Principal } from './principal.js';
import { requireOwnPage } from './request-origin.js';
import { SESSION_COOKIE } from './session-cookie.js';
import { SessionStore } from './session-store.js';
import { SessionView } from './session-view.js';

const ACCESS = 'grapevine:access';
export type Access = Scope | 'anybody' | 'session';

/** What the decorators below say of a route: its handler, or else its controller. */
export const accessOf = (controller: object, handler: object): Access | undefined =>
  Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller);

/** Says which scope a route needs. A route without one of these lets nobody in. */
export const Requires = (scope: Scope) => SetMetadata<string, Access>(ACCESS, scope);
/** For what concerns a person: a key has none. */
export const RequiresSession = () => SetMetadata<string, Access>(ACCESS, 'session');
export const OpenToAnybody = () => SetMetadata<string, Access>(ACCESS, 'anybody');

/**
 * Which of the workspaces that somebody may look at a request is about, by its slug. It is said by each request and not kept in the session:
 * two windows of one browser may look at two workspaces.
 */
const WORKSPACE_HEADER = 'grapevine-workspace';

const CHALLENGE = { headers: { 'www-authenticate': 'Bearer realm="grapevine"' } };

/** Lets in who has a key or a session with the scope that the route needs, and says whose workspace it is. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: KeyStore,
    private readonly sessions: SessionStore,
    private readonly view: SessionView,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'anybody') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (access === undefined) throw new ProblemError(403, 'forbidden', 'This route says nobody may use it.');
    const principal = await this.lookingAt(await this.identify(request), request);
    if (access === 'session') requireSession(principal);
    else if (!mayDo(principal, access)) {
      throw new ProblemError(
        403,
        'missing_scope',
        `This needs the scope ${access}; yours: ${principal.scopes.join(', ')}.`,
      );
    }
    (request as AuthorisedRequest).principal = principal;
    return true;
  }

  /** In the workspace that the request names; in that of the key or the session where it names none. */
  private async lookingAt(principal: Principal, { headers }: FastifyRequest): Promise<Principal> {
    const slug = headers[WORKSPACE_HEADER];
    if (typeof slug !== 'string') return principal;
    return { ...principal, workspaceId: await this.view.named(principal, slug) };
  }

  private async identify(request: FastifyRequest): Promise<Principal> {
    const key = keyOf(request.headers.authorization);
    if (key !== undefined) {
      const principal = await this.keys.authenticate(key);
      if (principal) return principal;
      throw new ProblemError(401, 'invalid_key', 'This key is unknown or was revoked. Use another one.', CHALLENGE);
    }
    const cookie = request.cookies[SESSION_COOKIE];
    if (cookie !== undefined) {
      requireOwnPage(request);
      const principal = await this.sessions.authenticate(cookie);
      if (principal) return principal;
      throw new ProblemError(
        401,
        'session_over',
        'Your session is over. Sign in again, or run "npm run sign-in-link" for a new link.',
        CHALLENGE,
      );
    }
    throw new ProblemError(401, 'no_key', 'Send your key as "Authorization: Bearer KEY".', CHALLENGE);
  }
}

function requireSession({ via }: Principal): void {
  if (via === 'session') return;
  throw new ProblemError(403, 'session_needed', 'This is for people who are signed in. A key cannot do it.');
}

/** `Bearer KEY`, or Basic with the key as the user name. */
function keyOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const [scheme, value] = authorization.split(/ +/, 2);
  if (scheme?.toLowerCase() === 'bearer') return value ?? '';
  if (scheme?.toLowerCase() !== 'basic') return '';
  const [user, password] = Buffer.from(value ?? '', 'base64')
    .toString('utf8')
    .split(':', 2);
  return user || password || '';
}
