import { type Config, readConfig } from '@grapevine/config';
import { Audits, findEmbeddedPostgres, KeyEntity, openDatabase, WorkspaceEntity } from '@grapevine/database';
import { KeyStore } from '../../workspaces/key-store.js';
import { AuditError } from './audit-error.js';
import type { AuditOptions } from './options.js';
import type { AuditResult } from './report.js';
import { Server } from './server.js';

const DEFAULT_URL = 'http://127.0.0.1:4000';

/** The server, with a key that may read the workspace. */
export interface Access {
  readonly server: Server;
  /** Puts on record how the audit ended; nothing where only a key is known, which cannot. */
  record(result: AuditResult, startedAt: number): Promise<void>;
  /** Takes back what was made for the audit. */
  release(): Promise<void>;
}

/**
 * With a key of the environment, or else with one that is made for this audit in the registry: whoever may write there owns the
 * workspaces anyway. A key that outlives a killed audit is known to nobody.
 *
 * @throws AuditError
 */
export async function openAccess(options: AuditOptions, key: string | undefined): Promise<Access> {
  if (key === undefined) return openRegistry(options.workspace as string, options.url);
  if (!/^[!-~]+$/.test(key)) throw new AuditError('GRAPEVINE_KEY holds spaces or characters that no key has.');
  return {
    server: new Server(options.url ?? DEFAULT_URL, key),
    record: async () => undefined,
    release: async () => undefined,
  };
}

async function openRegistry(workspace: string, url: string | undefined): Promise<Access> {
  const config = readConfig('all');
  const database = await openDatabase(await databaseUrl(config));
  try {
    const found = await database.getRepository(WorkspaceEntity).findOneBy(idOrSlug(workspace));
    if (!found) throw new AuditError(`There is no workspace ${workspace}. Give its slug or its number.`);
    const keys = new KeyStore(database.getRepository(KeyEntity), Date.now);
    const made = await keys.create(found.id, { name: 'npm run audit', scopes: ['read'] });
    const release = async (): Promise<void> => {
      await keys.remove(found.id, made.id);
      await database.destroy();
    };
    const audits = new Audits(database);
    const record = ({ events, numbers, differences }: AuditResult, startedAt: number): Promise<void> =>
      audits.record(found.id, {
        ...{ startedAt, finishedAt: Date.now() },
        ...{ events, numbers, differences: differences.length },
      });
    return { server: new Server(url ?? serverUrl(config), made.key), record, release };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

const idOrSlug = (workspace: string) => (/^\d{1,9}$/.test(workspace) ? { id: Number(workspace) } : { slug: workspace });

async function databaseUrl({ databaseUrl: url, dataDir }: Config): Promise<string> {
  if (url !== undefined) return url;
  const running = await findEmbeddedPostgres({ dataDir });
  if (running) return running.url;
  throw new AuditError(
    `No server runs on the folder ${dataDir}. Start it, name its folder with DATA_DIR, or set GRAPEVINE_KEY to a key of the workspace.`,
  );
}

function serverUrl({ host, port }: Config): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
