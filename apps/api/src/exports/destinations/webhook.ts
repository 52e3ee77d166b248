import type { ConnectionLimits } from './connection-fault.js';
import type { Delivery, Destination } from './destination.js';
import { signedPost, type WebhookAddress } from './signed-post.js';
import { WebhookBody } from './webhook-body.js';

/** A receiver that each file is sent to by POST, with its manifest, signed. */
export class WebhookDestination implements Destination {
  constructor(
    private readonly address: WebhookAddress,
    private readonly limits: ConnectionLimits,
  ) {}

  async deliver(delivery: Delivery, signal: AbortSignal): Promise<{ where: string }> {
    const body = new WebhookBody(delivery);
    const content = {
      ...{ what: 'the file', type: body.type, bytes: body.bytes, sha256: await body.sha256(signal) },
      ...{ idempotencyKey: delivery.idempotencyKey, body: body.stream() },
    };
    await signedPost(this.address, content, this.limits, signal);
    const { origin, pathname } = new URL(this.address.url);
    return { where: origin + pathname };
  }
}
