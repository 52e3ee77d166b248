import type { Layout } from './layout.js';
import type { Account } from './program.js';
import type { Programs } from './programs.js';

/** What the embedded PostgreSQL needs of a logger (pino has it). */
export interface EngineLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** Everything that starting, adopting and stopping the postmaster of one data directory needs. */
export interface Engine {
  readonly layout: Layout;
  /** Whom the PostgreSQL programs run as; null: as this process. */
  readonly account: Account | null;
  readonly programs: Programs;
  readonly password: string;
  readonly logger: EngineLogger;
}
