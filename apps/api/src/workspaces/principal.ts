import type { Scope } from '@grapevine/contracts';
import type { FastifyRequest } from 'fastify';

/** Who asks: always within one workspace, which is never a parameter. */
export interface Principal {
  readonly workspaceId: number;
  readonly scopes: readonly Scope[];
  readonly via: 'key' | 'session';
  /** When a session ends; null for a key. */
  readonly expiresAt: Date | null;
}

/** A request after AccessGuard has let it in. */
export type AuthorisedRequest = FastifyRequest & { principal: Principal };

/** Admin includes both others. */
export function mayDo(principal: Principal, scope: Scope): boolean {
  return principal.scopes.includes(scope) || principal.scopes.includes('admin');
}
