import { setTimeout as delay } from 'node:timers/promises';
import { DataDirInUseError, type DataDirLock, takeDataDirLock } from './data-dir-lock.js';
import type { Engine } from './engine.js';
import { bringUpPostmaster, type Postmaster, stopPostmaster } from './postmaster.js';

/** A postmaster, and the lock on its data directory. */
export interface Running {
  readonly postmaster: Postmaster;
  readonly lock: DataDirLock;
}

const ATTEMPTS = 5;

/** Brings PostgreSQL up and locks it. It may be going down for the process that had it before, so more than one try can be needed. */
export async function acquire(engine: Engine, port?: number): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    const postmaster = await bringUpPostmaster(engine, port);
    try {
      return { postmaster, lock: await takeDataDirLock(postmaster.port, engine.password, engine.layout.dataDir) };
    } catch (error) {
      if (error instanceof DataDirInUseError || attempt === ATTEMPTS) throw error;
      engine.logger.warn({ err: error }, 'PostgreSQL went away during the start, trying again');
      await delay(200);
    }
  }
}

/**
 * Keeps PostgreSQL running and locked. It watches the lock's connection, since with that goes the lock: when the
 * postmaster is killed, and also when it ends all sessions because one of them crashed.
 */
export class Supervisor {
  #running: Running;
  #reviving: Promise<void> | null = null;
  #stopping: Promise<void> | null = null;

  constructor(
    private readonly engine: Engine,
    first: Running,
    private readonly onLost: (error: Error) => void,
  ) {
    this.#running = first;
    void this.#watch();
  }

  get pid(): number {
    return this.#running.postmaster.pid;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #watch(): Promise<void> {
    await this.#running.lock.lost;
    if (this.#stopping) return;
    try {
      this.#reviving = this.#revive();
      await this.#reviving;
    } catch (error) {
      this.engine.logger.warn({ err: error }, 'PostgreSQL could not be brought back');
      this.onLost(error as Error);
      return;
    } finally {
      this.#reviving = null;
    }
    void this.#watch();
  }

  async #revive(): Promise<void> {
    this.engine.logger.warn({ dataDir: this.engine.layout.dataDir }, 'PostgreSQL was lost, bringing it back');
    this.#running = await acquire(this.engine, this.#running.postmaster.port);
    this.engine.logger.info({ pid: this.pid }, 'PostgreSQL is back');
  }

  async #stop(): Promise<void> {
    // Else it would bring up a PostgreSQL that nobody stops.
    await this.#reviving?.catch(() => undefined);
    // The lock goes last: whoever gets it next must not adopt what is about to stop.
    await stopPostmaster(this.engine, this.#running.postmaster);
    await this.#running.lock.release();
  }
}
