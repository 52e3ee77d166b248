import { exportMail } from '../mail/export-mail.js';
import type { Mailer, Refusal } from '../mail/mailer.js';
import { type Delivery, type Destination, DestinationError } from './destination.js';

/** Who of several receivers has a delivery; kept from one attempt to the next. */
export interface Receipts {
  /** Those who have what has this key. */
  of(idempotencyKey: string): Promise<readonly string[]>;
  add(idempotencyKey: string, receivers: readonly string[]): Promise<void>;
}

/**
 * People whom each file is mailed to. Done once every one of them has it: who is put off is tried again, alone; who is refused makes the run
 * fail, with the others served.
 */
export class EmailDestination implements Destination {
  /** @param sender the address that mail comes from */
  constructor(
    private readonly to: readonly string[],
    private readonly sender: string,
    private readonly mailer: Pick<Mailer, 'send'>,
    private readonly receipts: Receipts,
  ) {}

  async deliver(delivery: Delivery, signal: AbortSignal): Promise<{ where: string }> {
    const { idempotencyKey } = delivery;
    const served = await this.receipts.of(idempotencyKey);
    const recipients = this.to.filter((address) => !served.includes(address));
    if (recipients.length > 0) {
      const mail = { ...(await exportMail(delivery, this.to, this.sender)), recipients };
      const { taken, refused } = await this.mailer.send(mail, signal);
      if (refused.length > 0) {
        await this.receipts.add(idempotencyKey, taken);
        throw notAll(refused, [...served, ...taken]);
      }
    }
    return { where: this.to.join(', ') };
  }
}

/** Tried again as long as somebody may still be served. */
function notAll(refused: readonly Refusal[], served: readonly string[]): DestinationError {
  const retry = refused.some(({ forNow }) => forNow);
  const who = refused.map(({ address, reply }) => `${address} (${reply})`).join(', ');
  const others = served.length > 0 ? ` ${served.join(', ')} ${served.length === 1 ? 'has' : 'have'} it.` : '';
  const next = retry ? '' : ' Correct the addresses or leave them out, then run the export again.';
  return new DestinationError(`The mail server takes no mail for ${who}.${others}${next}`, retry);
}
