import { VERSION } from '@grapevine/config';
import type { ConnectionLimits } from './connection-fault.js';
import { type Delivery, type Destination, DestinationError } from './destination.js';
import type { Receipts } from './email.js';
import { post } from './post.js';
import { slackMessage } from './slack-message.js';

/**
 * An incoming webhook of Slack, or of what takes the same messages. It has no keys that would tell a message that comes again from a new one: what it
 * is known to have taken is not sent again by a retry.
 */
export class SlackDestination implements Destination {
  /** @param url a secret as a whole: who has it can write to the channel */
  constructor(
    private readonly url: string,
    private readonly limits: ConnectionLimits,
    private readonly receipts: Receipts,
  ) {}

  async deliver(delivery: Delivery, signal: AbortSignal): Promise<{ where: string }> {
    const url = new URL(this.url);
    const served = await this.receipts.of(delivery.idempotencyKey);
    if (!served.includes(url.origin)) {
      await this.send(url, delivery, signal);
      await this.receipts.add(delivery.idempotencyKey, [url.origin]);
    }
    return { where: url.origin };
  }

  private async send(url: URL, delivery: Delivery, signal: AbortSignal): Promise<void> {
    const body = Buffer.from(JSON.stringify(slackMessage(delivery)));
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': body.length,
      'User-Agent': `Grapevine/${VERSION}`,
    };
    const status = await post(url, { headers, body: once(body) }, this.limits, signal);
    const fault = faultOf(status, url.host);
    if (fault) throw fault;
  }
}

async function* once(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}

/** What Slack says by statuses; its documentation names the causes. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'it does not understand the message. Is this the address of a Slack-compatible incoming webhook?',
  401: 'the webhook was revoked. Make a new one, and give its address.',
  403: 'the webhook may not write there: it was revoked, or an administrator restricts who writes to the channel.',
  404: 'it knows no such webhook, or no such channel. Make a new webhook, and give its address.',
  410: 'the channel of the webhook is archived. Make a webhook of another channel, and give its address.',
  413: 'the message is too large for it.',
};

/** @returns undefined where the message was taken */
function faultOf(status: number, host: string): DestinationError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const answered = (words: string, retry: boolean) =>
    new DestinationError(`${host} answered ${status}: ${words}`, retry);
  if (status >= 500) return answered('it has a fault of its own.', true);
  if (status === 408 || status === 425 || status === 429) return answered('it wants the message later.', true);
  if (status >= 300 && status < 400) {
    return answered('that leads elsewhere, and is not followed. Give the address of the webhook itself.', false);
  }
  return answered(REFUSALS[status] ?? 'it does not take the message.', false);
}
