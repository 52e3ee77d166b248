import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../libs/database/src/embedded/embedded-postgres.js';
import { killOrphans } from '../../libs/database/src/embedded/postmaster-process.js';
import { ClickHouseFront } from './clickhouse-front.js';
import { killPostmaster, sql } from './embedded-postgres-processes.js';
import { BOOTSTRAP_KEY } from './grapevine-process.js';
import { type RedisOptions, RedisServer } from './redis-server.js';

const quiet = { info: () => undefined, warn: () => undefined };

/** A PostgreSQL that is reached by its URL alone, and whose postmaster a test can kill: it is brought back on its port. */
export class PostgresServer {
  private constructor(
    private readonly dataDir: string,
    private running: EmbeddedPostgres,
    readonly port: number,
  ) {}

  static async start(): Promise<PostgresServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'grapevine-postgres-'));
    const running = await startEmbeddedPostgres({ dataDir, logger: quiet });
    return new PostgresServer(dataDir, running, Number(new URL(running.url).port));
  }

  get url(): string {
    return this.running.url;
  }

  private get cluster(): string {
    return join(this.dataDir, 'postgres', 'cluster');
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }

  /** Starts it after stop(): same port, same data. */
  async start(): Promise<void> {
    this.running = await startEmbeddedPostgres({ dataDir: this.dataDir, port: this.port, logger: quiet });
  }

  /** kill -9 of the postmaster. It comes back by itself, as it does under any service manager. */
  async kill(): Promise<void> {
    await killPostmaster(this.running.pid, this.cluster);
  }

  async remove(): Promise<void> {
    await this.running.stop();
    await killOrphans(this.cluster);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** The variables that name them. */
export interface ServerEnvironment extends NodeJS.ProcessEnv {
  readonly DATABASE_URL: string;
  readonly REDIS_URL?: string;
  readonly CLICKHOUSE_URL: string;
  readonly GRAPEVINE_SECRET: string;
}

/** The three engines as servers, so that processes of several roles can share them. */
export class ServerEngines {
  readonly secret = randomBytes(32).toString('hex');

  private constructor(
    readonly postgres: PostgresServer,
    private readonly queue: RedisServer | undefined,
    readonly clickhouse: ClickHouseFront,
  ) {}

  /** @param redis undefined: there is none, and the queue is on PostgreSQL */
  static async start(redis: RedisOptions | undefined): Promise<ServerEngines> {
    return new ServerEngines(
      await PostgresServer.start(),
      redis && (await RedisServer.start(redis)),
      await ClickHouseFront.start({ database: 'grapevine', password: 'a password: /?#' }),
    );
  }

  get redis(): RedisServer {
    if (!this.queue) throw new Error('These engines have no Redis.');
    return this.queue;
  }

  /** What a process needs to use them; for GrapevineOptions. */
  get environment(): ServerEnvironment {
    return {
      DATABASE_URL: this.postgres.url,
      ...(this.queue ? { REDIS_URL: this.queue.url } : {}),
      CLICKHOUSE_URL: this.clickhouse.url,
      GRAPEVINE_SECRET: this.secret,
      GRAPEVINE_BOOTSTRAP_KEY: BOOTSTRAP_KEY,
    };
  }

  /** The same servers, with a database of its own on each that keeps one: a new installation, with the same secret. */
  async anotherInstallation(name: string): Promise<ServerEnvironment> {
    await sql(this.postgres.url, `CREATE DATABASE ${name}`);
    const database = new URL(this.postgres.url);
    const warehouse = new URL(this.clickhouse.url);
    database.pathname = name;
    warehouse.pathname = name;
    return { ...this.environment, DATABASE_URL: database.href, CLICKHOUSE_URL: warehouse.href };
  }

  async remove(): Promise<void> {
    await this.clickhouse.remove();
    await this.queue?.remove();
    await this.postgres.remove();
  }
}
