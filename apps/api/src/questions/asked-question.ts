import type { ServerResponse } from 'node:http';
import { type Asker, noCost, WarehouseOverloadedError } from '@grapevine/warehouse';
import type { FastifyRequest } from 'fastify';

/** The client is gone: nobody reads the answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

/** A question that a client waits for. */
export class AskedQuestion implements Asker {
  readonly cost = noCost();
  private readonly stop = new AbortController();
  private readonly begun = performance.now();
  private timer: NodeJS.Timeout | undefined;

  /** @param question its name @param response aborts the question where it ends before it was sent */
  constructor(
    readonly question: string,
    response: ServerResponse,
  ) {
    const closed = (): void => {
      clearTimeout(this.timer);
      if (!response.writableFinished) this.stop.abort(new ClientGoneError(`Nobody waits for ${question} any more.`));
    };
    if (response.destroyed) closed();
    else response.once('close', closed);
  }

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** Within this time from now on the answer has to begin. */
  limit(seconds: number): void {
    const tooLong = (): void => this.stop.abort(new WarehouseOverloadedError('time', this.question));
    this.timer = setTimeout(tooLong, seconds * 1_000);
  }

  /** The answer begins: how long its client takes to read it is no matter of the limit. @returns headers that say what it took */
  answered(): Readonly<Record<string, string>> {
    clearTimeout(this.timer);
    const { statements, milliseconds, rows, bytes } = this.cost;
    const took = (performance.now() - this.begun).toFixed(1);
    return {
      'server-timing': `total;dur=${took}, warehouse;dur=${milliseconds.toFixed(1)}`,
      'grapevine-read': `statements=${statements}, rows=${rows}, bytes=${bytes}`,
    };
  }
}

/** A request whose route asks the warehouse. */
export type AskingRequest = FastifyRequest & { asked?: AskedQuestion };
