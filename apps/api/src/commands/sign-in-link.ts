import 'reflect-metadata';
import { type Config, readConfig } from '@grapevine/config';
import {
  findEmbeddedPostgres,
  openDatabase,
  SessionEntity,
  SignInTokenEntity,
  startEmbeddedPostgres,
  WorkspaceEntity,
} from '@grapevine/database';
import { createLogger } from '@grapevine/observability';
import { ensureFirstWorkspaces, signInLink } from '../first-start.js';
import { SessionStore } from '../workspaces/session-store.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

// npm run sign-in-link: prints a new one-time link, whether the server runs or not.

/** The database of the running server; or, while none runs, an embedded one started for the moment. */
async function findDatabase(config: Config): Promise<{ url: string; release(): Promise<void> }> {
  const nothing = async (): Promise<void> => undefined;
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, release: nothing };
  const running = await findEmbeddedPostgres({ dataDir: config.dataDir });
  if (running) return { url: running.url, release: nothing };
  const started = await startEmbeddedPostgres({ dataDir: config.dataDir, logger: createLogger('warn') });
  return { url: started.url, release: () => started.stop() };
}

async function printLink(): Promise<void> {
  const config = readConfig('all');
  const { url, release } = await findDatabase(config);
  try {
    const database = await openDatabase(url);
    try {
      const sessions = new SessionStore(
        database.getRepository(SessionEntity),
        database.getRepository(SignInTokenEntity),
        Date.now,
      );
      const workspace = await ensureFirstWorkspaces(
        config,
        new WorkspaceStore(database.getRepository(WorkspaceEntity), Date.now),
      );
      const { token } = await sessions.createLink(workspace.id);
      const link = signInLink(config, config.port, token);
      process.stdout.write(`Open this link to sign in. It works once, within a day:\n\n  ${link}\n\n`);
    } finally {
      await database.destroy();
    }
  } finally {
    await release();
  }
}

await printLink().catch((error: Error) => {
  process.stderr.write(`No link was made. ${error.message}\n`);
  process.exitCode = 1;
});
