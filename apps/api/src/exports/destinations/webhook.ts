import { createHmac } from 'node:crypto';
import { VERSION } from '@grapevine/config';
import { type Delivery, type Destination, DestinationError } from './destination.js';
import { type PostLimits, post } from './post.js';
import { WebhookBody } from './webhook-body.js';

/** Of what is sent where; nobody is shown it. */
export interface WebhookAddress {
  readonly url: string;
  readonly secret: string;
}

/** A receiver that each file is sent to by POST, with its manifest, signed. */
export class WebhookDestination implements Destination {
  constructor(
    private readonly address: WebhookAddress,
    private readonly limits: PostLimits,
  ) {}

  async deliver(delivery: Delivery, signal: AbortSignal): Promise<{ where: string }> {
    const url = new URL(this.address.url);
    const body = new WebhookBody(delivery);
    const sha256 = await body.sha256(signal);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const status = await post(
      url,
      {
        headers: {
          'Content-Type': body.type,
          'Content-Length': body.bytes,
          'User-Agent': `Grapevine/${VERSION}`,
          'Idempotency-Key': delivery.idempotencyKey,
          'Grapevine-Timestamp': timestamp,
          'Grapevine-Signature': `v1=${sign(this.address.secret, timestamp, sha256)}`,
        },
        body: body.stream(),
      },
      this.limits,
      signal,
    );
    const fault = faultOf(status, url.host);
    if (fault) throw fault;
    return { where: url.origin + url.pathname };
  }
}

const sign = (secret: string, timestamp: string, sha256: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${sha256}`).digest('hex');

/** Statuses below 500 that say that the same request can be taken later. */
const LATER = [408, 425, 429];

/** @returns undefined where the receiver has taken the file */
function faultOf(status: number, host: string): DestinationError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) {
    const message = `${host} answered ${status}, which leads elsewhere: that is not followed. Give the address that it leads to.`;
    return new DestinationError(message, false);
  }
  if (status >= 500) return new DestinationError(`${host} answered ${status}: it has a fault of its own.`, true);
  if (LATER.includes(status)) return new DestinationError(`${host} answered ${status}: it wants it later.`, true);
  return new DestinationError(
    `${host} answered ${status}: it does not take the file. Its log may say why; then run the export again.`,
    false,
  );
}
