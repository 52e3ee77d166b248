import type { Scope } from '@grapevine/contracts';
import type { FastifyRequest } from 'fastify';

/** Who asks: always within one workspace, which is never a parameter. */
export interface Principal {
  /** Of the key or the session; no secret. */
  readonly id: string;
  /** The key's; of a session, the one that it looks at. */
  readonly workspaceId: number;
  /** The workspace that key or session belong to. */
  readonly homeWorkspaceId: number;
  readonly scopes: readonly Scope[];
  readonly via: 'key' | 'session';
  /** Null for a key, and for a session of a one-time link whose person has set no email yet. */
  readonly personId: string | null;
  /** When a session ends; null for a key. */
  readonly expiresAt: Date | null;
}

/** A request after AccessGuard has let it in. */
export type AuthorisedRequest = FastifyRequest & { principal: Principal };

/** Admin includes both others. */
export function mayDo(principal: Principal, scope: Scope): boolean {
  return principal.scopes.includes(scope) || principal.scopes.includes('admin');
}
