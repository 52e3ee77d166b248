import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Connections } from './connection.js';
import { WarehouseOverloadedError } from './engine-errors.js';

/** @param hangUp aborted: leave the engine alone with it, where that can be done */
type Statement<T> = (client: ClickHouseClient, hangUp: AbortSignal) => Promise<T>;

/** A statement that is told to stop is told again after so many milliseconds each: it may not have begun when it was told first. */
const STOP_AGAIN_MS = [50, 100, 250, 500, 1_000];
/** A connection that does not answer `SELECT 1` within this time is not waited for. */
const CLEAN_MS = 2_000;

/**
 * The connections that read. A server's client multiplexes; an embedded connection belongs to one statement at a time, and whatever became
 * of that one, the next finds a connection that is free and clean.
 */
export class Readers {
  private readonly idle: ClickHouseClient[];
  private readonly open: Set<ClickHouseClient>;
  private readonly waiting: ((client: ClickHouseClient) => void)[] = [];

  constructor(private readonly connections: Connections) {
    this.idle = [...connections.readers];
    this.open = new Set(connections.readers);
  }

  /**
   * Runs a statement on a connection, and stops it in the engine once the signal is aborted.
   *
   * @param tag the statement's setting `log_comment`, which no other has
   * @throws what the statement throws; the signal's reason once it is aborted
   */
  async run<T>(tag: string, signal: AbortSignal | undefined, statement: Statement<T>): Promise<T> {
    const client = await this.take(signal);
    const hangUp = new AbortController();
    const running = statement(client, hangUp.signal);
    const ended = running.then(
      () => 'well' as const,
      () => 'badly' as const,
    );
    const stopped = signal && this.stopWhenAborted(tag, signal, ended);
    const end = await (stopped ? Promise.race([ended, stopped.stuck]) : ended);
    stopped?.forget();
    if (end === 'stuck') {
      hangUp.abort();
      this.replace(client, ended);
    } else await this.giveBack(client, end);
    signal?.throwIfAborted();
    return running;
  }

  async close(): Promise<void> {
    await Promise.all([...this.open].map((client) => client.close()));
  }

  /** @returns a promise that is kept once the statement runs on although it was told to stop, and an end to looking after it */
  private stopWhenAborted(tag: string, signal: AbortSignal, ended: Promise<unknown>) {
    let onAbort: () => void = () => undefined;
    const stuck = new Promise<'stuck'>((resolve) => {
      onAbort = () => void this.stop(tag, ended).then((isStuck) => isStuck && resolve('stuck'));
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
    });
    return { stuck, forget: () => signal.removeEventListener('abort', onAbort) };
  }

  /** @returns whether it has not ended after all */
  private async stop(tag: string, ended: Promise<unknown>): Promise<boolean> {
    const over = ended.then(() => true);
    for (const patience of STOP_AGAIN_MS) {
      await this.kill(tag);
      if (await Promise.race([over, sleep(patience, false)])) return false;
    }
    return true;
  }

  private async kill(tag: string): Promise<void> {
    // Not by the comment in its text, which the engine drops where it puts values in.
    const statement = `KILL QUERY WHERE Settings['log_comment'] = '${tag}' ASYNC`;
    // A server that is gone has stopped everything; else it is told again.
    await this.connections.control.command({ query: statement }).catch(() => undefined);
  }

  private get shared(): ClickHouseClient | undefined {
    return this.connections.kind === 'server' ? this.connections.readers[0] : undefined;
  }

  private async take(signal: AbortSignal | undefined): Promise<ClickHouseClient> {
    signal?.throwIfAborted();
    const client = this.shared ?? this.idle.pop();
    if (client) return client;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(take), 1);
        const reason: unknown = signal?.reason;
        // Its time went by waiting: nothing says that it would have needed more.
        reject(
          reason instanceof WarehouseOverloadedError ? new WarehouseOverloadedError('room', reason.question) : reason,
        );
      };
      const take = (free: ClickHouseClient): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve(free);
      };
      this.waiting.push(take);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /**
   * After a failure the embedded engine still holds what it had of the answer: it lists the statement as running, and puts those rows in
   * front of whatever the connection answers next. So a question that nobody asked gets them.
   */
  private async giveBack(client: ClickHouseClient, end: 'well' | 'badly'): Promise<void> {
    if (this.shared) return;
    if (end === 'well') return this.lend(client);
    const cleaned = client.query({ query: 'SELECT 1', format: 'JSONEachRow' }).then((answer) => answer.text());
    const settled = cleaned.then(
      () => true,
      () => false,
    );
    if (await Promise.race([settled, sleep(CLEAN_MS, false)])) this.lend(client);
    else this.replace(client, settled);
  }

  /** @param free settles when the engine lets go of the connection */
  private replace(client: ClickHouseClient, free: Promise<unknown>): void {
    if (this.shared) return;
    const opened = this.connections.openReader().then((fresh) => {
      this.open.add(fresh);
      this.lend(fresh);
    });
    void free.then(async () => {
      const wasReplaced = await opened.then(
        () => true,
        () => false,
      );
      if (!wasReplaced) return this.giveBack(client, 'badly');
      this.open.delete(client);
      await client.close();
    });
  }

  private lend(client: ClickHouseClient): void {
    const next = this.waiting.shift();
    if (next) next(client);
    else this.idle.push(client);
  }
}
