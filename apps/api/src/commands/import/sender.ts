import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, gzip as gzipCallback } from 'node:zlib';
import type { IngestResult } from '@grapevine/contracts';
import { judge, type Verdict } from './answer.js';
import { type Patience, pauseMs } from './backoff.js';
import { ImportError } from './import-error.js';

const gzip = promisify(gzipCallback);

/** Longer than any server that works takes; a connection that died without a word ends here. */
const REQUEST_TIMEOUT_MS = 60_000;

export interface SenderOptions {
  /** The server's address, as the user gave it. */
  readonly url: string;
  readonly key: string;
  readonly patience: Patience;
  /** Ends pauses, not requests: what is under way may still be acknowledged. */
  readonly stop: AbortSignal;
  /** Told when a request has to wait, and why; and with undefined when one got through. */
  readonly onWait: (reason: string | undefined) => void;
}

/**
 * Sends batches until the server has acknowledged them. Sending one twice is safe: an event is known by its id, or by its
 * content where it has none.
 */
export class Sender {
  private readonly endpoint: URL;
  private met = false;

  constructor(private readonly options: SenderOptions) {
    const base = options.url.endsWith('/') ? options.url : `${options.url}/`;
    this.endpoint = new URL('v1/events', base);
  }

  /**
   * @param body NDJSON of events
   * @throws ImportError when the server refuses for good or stays away for too long, and when stopped during a pause
   */
  async send(body: string): Promise<IngestResult> {
    const packed = await gzip(body, { level: constants.Z_BEST_SPEED });
    const started = performance.now();
    for (let attempt = 0; ; attempt++) {
      const verdict = await this.attempt(packed);
      if (verdict.kind === 'stop') throw new ImportError(verdict.message);
      if (verdict.kind === 'done') {
        this.options.onWait(undefined);
        return verdict.result;
      }
      await this.pause(verdict, attempt, performance.now() - started);
    }
  }

  private async attempt(packed: Buffer): Promise<Verdict> {
    try {
      const response = await fetch(this.endpoint, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.options.key}`,
          'content-type': 'application/x-ndjson',
          'content-encoding': 'gzip',
        },
        body: packed,
        redirect: 'manual',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      const body = await response.text();
      this.met = true;
      const [retryAfter, location] = [response.headers.get('retry-after'), response.headers.get('location')];
      return judge({ status: response.status, retryAfter, location, body }, this.options.url);
    } catch (error) {
      return { kind: 'again', reason: describeFailure(error, this.options.url) };
    }
  }

  private async pause(verdict: Verdict & { kind: 'again' }, attempt: number, waitedMs: number): Promise<void> {
    const { patience, stop } = this.options;
    if (waitedMs > (this.met ? patience.acquaintanceMs : patience.strangerMs)) {
      const advice = this.met
        ? 'Run the same command again to go on from here.'
        : 'Is the server running (npm start), and is its address right (--url)?';
      throw new ImportError(
        `No event could be sent for ${Math.round(waitedMs / 1000)} s: ${verdict.reason}. ${advice}`,
      );
    }
    this.options.onWait(verdict.reason);
    const ms = verdict.waitMs ?? pauseMs(attempt, patience, Math.random());
    await sleep(ms, undefined, { signal: stop }).catch(() => {
      throw new ImportError(`Stopped while waiting, since ${verdict.reason}.`);
    });
  }
}

function describeFailure(error: unknown, url: string): string {
  const { cause, name, message } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `${url} did not answer within ${REQUEST_TIMEOUT_MS / 1000} s`;
  const code = cause?.code ?? '';
  if (code === 'ECONNREFUSED') return `nothing listens at ${url} (connection refused)`;
  if (['ENOTFOUND', 'EAI_AGAIN'].includes(code)) return `there is no host of the name in ${url}`;
  return `the connection to ${url} failed (${code || cause?.message || message})`;
}
