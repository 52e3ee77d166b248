import { createHmac } from 'node:crypto';
import { VERSION } from '@grapevine/config';
import type { ConnectionLimits } from './connection-fault.js';
import { DestinationError } from './destination.js';
import { post } from './post.js';

/** Of what is sent where; nobody is shown it. */
export interface WebhookAddress {
  readonly url: string;
  readonly secret: string;
}

interface SignedContent {
  /** In words for people: "the file". */
  readonly what: string;
  readonly type: string;
  readonly bytes: number;
  /** Of the whole body, 64 hexadecimal digits. */
  readonly sha256: string;
  /** The same for what comes again. */
  readonly idempotencyKey: string;
  readonly body: AsyncIterable<Buffer>;
}

/** Sends something by POST so that its receiver can tell who it is from and whether it has it. @throws DestinationError where it is not taken */
export async function signedPost(
  { url: text, secret }: WebhookAddress,
  content: SignedContent,
  limits: ConnectionLimits,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(text);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const headers = {
    'Content-Type': content.type,
    'Content-Length': content.bytes,
    'User-Agent': `Grapevine/${VERSION}`,
    'Idempotency-Key': content.idempotencyKey,
    'Grapevine-Timestamp': timestamp,
    'Grapevine-Signature': `v1=${sign(secret, timestamp, content.sha256)}`,
  };
  const status = await post(url, { headers, body: content.body }, limits, signal);
  const fault = faultOf(status, url.host, content.what);
  if (fault) throw fault;
}

const sign = (secret: string, timestamp: string, sha256: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${sha256}`).digest('hex');

/** Statuses below 500 that say that the same request can be taken later. */
const LATER = [408, 425, 429];

/** @returns undefined where the receiver has taken it */
function faultOf(status: number, host: string, what: string): DestinationError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) {
    const message = `${host} answered ${status}, which leads elsewhere: that is not followed. Give the address that it leads to.`;
    return new DestinationError(message, false);
  }
  if (status >= 500) return new DestinationError(`${host} answered ${status}: it has a fault of its own.`, true);
  if (LATER.includes(status)) return new DestinationError(`${host} answered ${status}: it wants it later.`, true);
  return new DestinationError(
    `${host} answered ${status}: it does not take ${what}. Its log may say why; then run the export again.`,
    false,
  );
}
