import { setTimeout as sleep } from 'node:timers/promises';
import { KeepAliveConnection } from './keep-alive-connection.js';
import type { PreparedRequest } from './requests.js';

/** How requests follow each other. */
export type Pace =
  /** Each connection sends its next request when the last one was answered: as fast as the server takes them. */
  | { readonly kind: 'closed'; readonly connections: number }
  /** Requests are sent at fixed times, whatever became of the ones before; latency counts from the time that was fixed. */
  | { readonly kind: 'open'; readonly connections: number; readonly requestsPerSecond: number };

export interface LoadResult {
  readonly requests: number;
  readonly accepted: number;
  /** Milliseconds from sending (open: from when it should have been sent) to the acknowledgement, for each request. */
  readonly latencies: number[];
  /** Answers 503 and 429, after which the request was sent again. */
  readonly refusals: number;
  /** Epoch milliseconds. */
  readonly firstSentAt: number;
  readonly lastAcknowledgedAt: number;
  /** All that was prepared was sent before the time was over. */
  readonly ranOut: boolean;
}

const epochNow = (): number => performance.timeOrigin + performance.now();

/** Sends prepared requests for `seconds`, or until there are no more. @throws Error at any answer but 202, 429 and 503 */
export async function runLoad(
  requests: readonly PreparedRequest[],
  port: number,
  pace: Pace,
  seconds: number,
): Promise<LoadResult> {
  const loop = new LoadLoop(requests, pace, seconds);
  await Promise.all(Array.from({ length: pace.connections }, () => loop.drive(new KeepAliveConnection(port))));
  return loop.result();
}

class LoadLoop {
  private readonly startedAt = epochNow();
  private readonly latencies: number[] = [];
  private next = 0;
  private accepted = 0;
  private refusals = 0;
  private lastAcknowledgedAt = this.startedAt;

  constructor(
    private readonly requests: readonly PreparedRequest[],
    private readonly pace: Pace,
    private readonly seconds: number,
  ) {}

  async drive(connection: KeepAliveConnection): Promise<void> {
    for (let due = await this.turn(); due !== undefined; due = await this.turn()) {
      const request = this.requests[due.index] as PreparedRequest;
      await this.sendUntilAccepted(connection, request);
      this.lastAcknowledgedAt = epochNow();
      this.latencies.push(this.lastAcknowledgedAt - due.at);
      this.accepted += request.events;
    }
    connection.close();
  }

  result(): LoadResult {
    const { latencies, accepted, refusals, lastAcknowledgedAt } = this;
    const ranOut = this.next >= this.requests.length;
    return {
      requests: latencies.length,
      accepted,
      latencies,
      refusals,
      firstSentAt: this.startedAt,
      lastAcknowledgedAt,
      ranOut,
    };
  }

  /** The next request and when it is due; undefined when the time or the requests are over. */
  private async turn(): Promise<{ index: number; at: number } | undefined> {
    if (this.next >= this.requests.length) return undefined;
    const index = this.next++;
    const at = this.pace.kind === 'closed' ? epochNow() : this.startedAt + (index / this.pace.requestsPerSecond) * 1000;
    if (at >= this.startedAt + this.seconds * 1000) {
      this.next--;
      return undefined;
    }
    const wait = at - epochNow();
    if (wait > 0) await sleep(wait);
    return { index, at };
  }

  private async sendUntilAccepted(connection: KeepAliveConnection, request: PreparedRequest): Promise<void> {
    for (;;) {
      const answer = await connection.send(request.bytes);
      if (answer.status === 202) return;
      if (answer.status !== 503 && answer.status !== 429) {
        throw new Error(`The server answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
      }
      this.refusals += 1;
      await sleep(Math.max(answer.retryAfter * 1000, 100));
    }
  }
}
