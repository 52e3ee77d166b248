import 'reflect-metadata';
import { join } from 'node:path';
import { type Config, ConfigError, ROLES, type Role, readConfig, VERSION } from '@grapevine/config';
import { createLogger, type Logger } from '@grapevine/observability';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Engines, openEngines } from './engines/engines.js';
import { prepareFirstStart, signInLink } from './first-start.js';
import { ReadinessProbe } from './health/readiness-probe.js';
import { createApp } from './http/create-app.js';
import { RootModule } from './root.module.js';
import { KeyStore } from './workspaces/key-store.js';
import { SessionStore } from './workspaces/session-store.js';
import { WorkspaceStore } from './workspaces/workspace-store.js';

/** Beside dist/apps/api/src lies dist/apps/web. */
const WEB_ROOT = join(import.meta.dirname, '..', '..', 'web');

function readRole(argument: string | undefined): Role {
  const role = ROLES.find((name) => name === (argument ?? 'all'));
  if (role) return role;
  throw new Error(`There is no role "${argument}". Start with one of: ${ROLES.join(', ')}.`);
}

async function start(): Promise<void> {
  const began = Date.now();
  const config = readConfig(readRole(process.argv[2]));
  const logger = createLogger(config.logLevel);
  const engines = await openEngines(config, logger);
  const app = await startApp(config, logger, engines);
  stopOnSignal(app, engines, logger);
  logger.info(
    { role: config.role, version: VERSION, url: await app.getUrl(), ms: Date.now() - began },
    'Grapevine is ready.',
  );
}

async function startApp(config: Config, logger: Logger, engines: Engines): Promise<NestFastifyApplication> {
  try {
    const module = RootModule.forRole(config.role, { config, logger, engines, now: Date.now });
    const app = await createApp(module, logger, config.role === 'worker' ? undefined : WEB_ROOT);
    await app.init();
    const stores = {
      workspaces: app.get(WorkspaceStore, { strict: false }),
      keys: app.get(KeyStore, { strict: false }),
      sessions: app.get(SessionStore, { strict: false }),
    };
    const token = config.role === 'worker' ? undefined : await prepareFirstStart(config, logger, stores);
    await app.listen({ port: config.port, host: config.host });
    const { port } = new URL(await app.getUrl());
    if (token !== undefined) {
      process.stdout.write(
        `\nOpen this link to sign in. It works once, within a day:\n\n  ${signInLink(config, Number(port), token)}\n\n`,
      );
    }
    return app;
  } catch (error) {
    await engines.close();
    throw error;
  }
}

/**
 * Clean end on SIGTERM or SIGINT, in this order, since each step still needs the later ones:
 * 1. /health/ready says no, so that no more traffic comes;
 * 2. workers take no more jobs and finish the running ones (they need all three engines);
 * 3. the HTTP server takes no more requests and answers those under way (they need queue and database);
 * 4. the engines close, last opened first; the embedded PostgreSQL, which holds the queue, ends last.
 */
function stopOnSignal(app: NestFastifyApplication, engines: Engines, logger: Logger): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'Stopping: running jobs and requests are finished first.');
    try {
      app.get(ReadinessProbe, { strict: false }).close();
      await app.close();
      await engines.close();
      logger.info('Stopped.');
      process.exit(0);
    } catch (error) {
      logger.error({ error: (error as Error).message }, 'The stop was not clean; the next start recovers.');
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}

start().catch((error: Error) => {
  const prefix = error instanceof ConfigError ? '' : 'Grapevine cannot start. ';
  process.stderr.write(`${prefix}${error.message}\n`);
  process.exit(1);
});
