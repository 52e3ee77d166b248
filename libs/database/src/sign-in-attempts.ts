import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** How often one subject may try within a window that begins with the first try. */
const WINDOW = "interval '15 minutes'";

/** Counts who tries to sign in, across restarts and processes. A subject is kept as its hash. */
export class SignInAttempts {
  constructor(private readonly source: DataSource) {}

  /**
   * Counts one more try, before it is known how it ends: many at the same moment are counted all the same.
   *
   * @returns seconds to wait where it is one too many; undefined where it may go on
   */
  async count(subject: string, most: number): Promise<number | undefined> {
    const [row] = await this.source.query(
      `INSERT INTO sign_in_attempts AS a (subject, attempts, since) VALUES ($1, 1, now())
       ON CONFLICT (subject) DO UPDATE SET
         attempts = CASE WHEN a.since < now() - ${WINDOW} THEN 1 ELSE a.attempts + 1 END,
         since = CASE WHEN a.since < now() - ${WINDOW} THEN now() ELSE a.since END
       RETURNING attempts, ceil(extract(epoch FROM since + ${WINDOW} - now()))::int AS seconds`,
      [hashOf(subject)],
    );
    return row.attempts > most ? Math.max(1, row.seconds) : undefined;
  }

  /** Whoever got in has not failed. */
  async forget(subject: string): Promise<void> {
    await this.source.query('DELETE FROM sign_in_attempts WHERE subject = $1', [hashOf(subject)]);
  }

  /** Deletes those whose time is over. */
  async expire(): Promise<void> {
    await this.source.query(`DELETE FROM sign_in_attempts WHERE since < now() - ${WINDOW}`);
  }
}

const hashOf = (subject: string): Buffer => createHash('sha256').update(subject).digest();
