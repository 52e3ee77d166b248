import 'reflect-metadata';
import { join } from 'node:path';
import { type Config, ConfigError, ROLES, type Role, readConfig, VERSION } from '@grapevine/config';
import { DemoFillings } from '@grapevine/database';
import { createLogger, type Logger } from '@grapevine/observability';
import { JobQueues } from '@grapevine/queue';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DemoFiller } from './demo/demo-filler.js';
import { type Engines, openEngines } from './engines/engines.js';
import { prepareFirstStart, signInLink } from './first-start.js';
import { ReadinessProbe } from './health/readiness-probe.js';
import { createApp } from './http/create-app.js';
import { RootModule } from './root.module.js';
import { KeyStore } from './workspaces/key-store.js';
import { SessionStore } from './workspaces/session-store.js';
import { WorkspaceStore } from './workspaces/workspace-store.js';

/** Kubernetes kills what has not ended 30 seconds after it was asked to. */
const STOP_MS = 25_000;

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
  const signal = askedToStop(logger);
  const engines = await openEngines(config, logger);
  const app = await startApp(config, logger, engines);
  logger.info(
    { role: config.role, version: VERSION, url: await app.getUrl(), ms: Date.now() - began },
    'Grapevine is ready.',
  );
  await signal;
  await stop(app, engines, logger);
}

async function startApp(config: Config, logger: Logger, engines: Engines): Promise<NestFastifyApplication> {
  let app: NestFastifyApplication | undefined;
  try {
    const queues = await JobQueues.open(engines.queue);
    const module = RootModule.forRole(config.role, { config, logger, engines, queues, now: Date.now });
    app = await createApp(module, logger, config.role === 'worker' ? undefined : WEB_ROOT);
    await app.init();
    const stores = {
      workspaces: app.get(WorkspaceStore, { strict: false }),
      keys: app.get(KeyStore, { strict: false }),
      sessions: app.get(SessionStore, { strict: false }),
      fillings: app.get(DemoFillings, { strict: false }),
    };
    const token = config.role === 'worker' ? undefined : await prepareFirstStart(config, logger, stores);
    await listen(app, config);
    if (config.role !== 'worker' && config.demo) app.get(DemoFiller, { strict: false }).start();
    const { port } = new URL(await app.getUrl());
    if (token !== undefined) {
      process.stdout.write(
        `\nOpen this link to sign in. It works once, within a day:\n\n  ${signInLink(config, Number(port), token)}\n\n`,
      );
    }
    return app;
  } catch (error) {
    // Its workers may be running by now, and hold connections.
    await app?.close().catch(() => undefined);
    await engines.close();
    throw error;
  }
}

const LISTEN_FAULTS: Readonly<Record<string, { variable: string; message: string }>> = {
  EADDRINUSE: { variable: 'PORT', message: 'names a port that another program uses: end that one, or choose another' },
  EACCES: { variable: 'PORT', message: 'names a port that only root may use: choose one from 1024 up' },
  EADDRNOTAVAIL: { variable: 'HOST', message: 'is not an address of this machine' },
  ENOTFOUND: { variable: 'HOST', message: 'is not an address, nor a name that is known here' },
};

/** @throws ConfigError where the configured address cannot be had */
async function listen(app: NestFastifyApplication, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const fault = LISTEN_FAULTS[(error as NodeJS.ErrnoException).code ?? ''];
    throw fault ? new ConfigError([fault]) : error;
  }
}

/**
 * Resolves when SIGTERM or SIGINT asks the process to end. Listened to from the beginning: a signal during the start is answered
 * after it, since an embedded PostgreSQL that nobody stops would run on.
 */
function askedToStop(logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    const ask = (signal: string): void => {
      logger.info({ signal }, 'Stopping: running jobs and requests are finished first.');
      const giveUp = (): void => {
        logger.error('The stop took too long and was cut short; the next start recovers.');
        process.exit(1);
      };
      setTimeout(giveUp, STOP_MS).unref();
      resolve();
    };
    let asked = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (!asked) ask(signal);
        asked = true;
      });
    }
  });
}

/**
 * The clean end, in this order, since each step still needs the later ones:
 * 1. /health/ready says no, so that no more traffic comes;
 * 2. the HTTP server takes no more requests and answers those under way (they need queue, database and warehouse);
 * 3. workers take no more jobs and finish the running ones (they need all three engines);
 * 4. the engines close, last opened first; the embedded PostgreSQL, which holds the queue, ends last.
 */
async function stop(app: NestFastifyApplication, engines: Engines, logger: Logger): Promise<void> {
  try {
    app.get(ReadinessProbe, { strict: false }).close();
    await app.getHttpAdapter().close();
    await app.close();
    await engines.close();
    logger.info('Stopped.');
    process.exit(0);
  } catch (error) {
    logger.error({ error: (error as Error).message }, 'The stop was not clean; the next start recovers.');
    process.exit(1);
  }
}

start().catch((error: Error) => {
  const prefix = error instanceof ConfigError ? '' : 'Grapevine cannot start. ';
  process.stderr.write(`${prefix}${error.message}\n`);
  process.exit(1);
});
