import type { Config } from '@grapevine/config';
import { DemoFillings, type WorkspaceEntity } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { DEMO_EVENTS } from '@grapevine/simulator';
import { KeyStore } from './workspaces/key-store.js';
import { SessionStore } from './workspaces/session-store.js';
import { type NewWorkspace, WorkspaceStore } from './workspaces/workspace-store.js';

const DEFAULT: NewWorkspace = { slug: 'default', name: 'Grapevine', simulated: false };
const DEMO: NewWorkspace = { slug: 'demo', name: 'Demo', simulated: true };

/** The workspaces that a first start makes; whoever has the one `default` had it already. */
export async function ensureFirstWorkspaces(
  { demo }: Pick<Config, 'demo'>,
  workspaces: WorkspaceStore,
): Promise<WorkspaceEntity> {
  // Both in one statement: a start that is killed in between would never make the demo.
  if (!(await workspaces.bySlug(DEFAULT.slug))) await workspaces.make(demo ? [DEFAULT, DEMO] : [DEFAULT]);
  return (await workspaces.bySlug(DEFAULT.slug)) as WorkspaceEntity;
}

/**
 * Makes the workspaces of the first start, and the first way in: the configured key, else a one-time link.
 *
 * @returns the token of the link to print; undefined if there is none
 */
export async function prepareFirstStart(
  config: Config,
  logger: Logger,
  stores: { workspaces: WorkspaceStore; keys: KeyStore; sessions: SessionStore; fillings: DemoFillings },
): Promise<string | undefined> {
  const workspace = await ensureFirstWorkspaces(config, stores.workspaces);
  const demo = config.demo ? await stores.workspaces.bySlug(DEMO.slug) : null;
  if (demo?.simulated) await stores.fillings.begin(demo.id, DEMO_EVENTS);
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
  return locked ? (await stores.sessions.createLink(workspace.id)).token : undefined;
}

/** The address of a one-time link; the token stands behind the #, where no server and no log sees it. */
export function signInLink(config: Config, port: number, token: string): string {
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  const base = config.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return `${base.replace(/\/$/, '')}/sign-in#token=${token}`;
}
