import type { Config } from '@grapevine/config';
import type { WorkspaceEntity } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { KeyStore } from './workspaces/key-store.js';
import { SessionStore } from './workspaces/session-store.js';
import { WorkspaceStore } from './workspaces/workspace-store.js';

/** The workspace that a server has from its first start on. */
export function ensureDefaultWorkspace(workspaces: WorkspaceStore): Promise<WorkspaceEntity> {
  return workspaces.ensure('default', 'Grapevine');
}

/**
 * Makes the workspace `default` on the first start, and the first way in: the configured key, else a one-time link.
 *
 * @returns the token of the link to print; undefined if there is none
 */
export async function prepareFirstStart(
  config: Config,
  logger: Logger,
  stores: { workspaces: WorkspaceStore; keys: KeyStore; sessions: SessionStore },
): Promise<string | undefined> {
  const workspace = await ensureDefaultWorkspace(stores.workspaces);
  // Not "the workspace is new": a first start that was killed half way has to be finished by the next.
  const locked = !(await stores.keys.any(workspace.id)) && !(await stores.sessions.any(workspace.id));
  if (config.bootstrapKey !== undefined) {
    if (locked) await stores.keys.adopt(workspace.id, 'bootstrap', ['admin'], config.bootstrapKey);
    else if (!(await stores.keys.authenticate(config.bootstrapKey))) {
      logger.warn(
        'GRAPEVINE_BOOTSTRAP_KEY is not a valid key: it is taken on the first start only. Make keys with POST /v1/keys.',
      );
    }
    return undefined;
  }
  return locked ? stores.sessions.createSignInToken(workspace.id) : undefined;
}

/** The address of a one-time link; the token stands behind the #, where no server and no log sees it. */
export function signInLink(config: Config, port: number, token: string): string {
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  const base = config.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return `${base.replace(/\/$/, '')}/sign-in#token=${token}`;
}
