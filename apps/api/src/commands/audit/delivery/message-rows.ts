import { DELIVERY_DIMENSIONS, type ExportedEvent } from '@grapevine/contracts';
import { Codes, numbers, wholeNumbers } from './columns.js';
import type { FactValues } from './facts.js';

export const STATUSES = ['message.sent', 'message.delivered', 'message.read', 'message.failed'] as const;
export const [SENT, DELIVERED, READ, FAILED] = [0, 1, 2, 3] as const;

/** One event of a message. */
export interface MessageRow {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly day: number;
  /** Its place in STATUSES. */
  readonly status: number;
  /** A number of the recipient; 0: it names none. */
  readonly recipient: number;
  /** Who sent it; 0 on all but sendings. */
  readonly sender: number;
  /** Codes of what it states of the delivery. */
  readonly facts: readonly number[];
}

/** Events of messages, in columns, message by message. */
export class MessageRows {
  private readonly messages = new Codes();
  private readonly recipients = new Codes();
  private readonly message = wholeNumbers();
  private readonly recipient = wholeNumbers();
  private readonly instants = numbers();
  private readonly days = wholeNumbers();
  private readonly status = wholeNumbers();
  private readonly sender = numbers();
  private readonly facts = DELIVERY_DIMENSIONS.map(wholeNumbers);

  constructor(private readonly values: FactValues) {
    // The first is that of events which name no recipient.
    this.recipients.codeOf('');
  }

  add(event: ExportedEvent, at: number, day: number): void {
    const status = (STATUSES as readonly string[]).indexOf(event.type);
    if (status < 0 || event.message_key === null) return;
    this.message.push(this.messages.codeOf(event.message_key));
    this.recipient.push(this.recipients.codeOf(event.recipient_key ?? ''));
    this.instants.push(at);
    this.days.push(day);
    this.status.push(status);
    this.sender.push(status === SENT ? (event.member_no ?? 0) : 0);
    DELIVERY_DIMENSIONS.forEach((fact, place) => {
      this.facts[place]?.push(this.values.codeOf(place, event[fact]));
    });
  }

  /** The rows of each message. */
  *byMessage(): Generator<MessageRow[]> {
    const order = Uint32Array.from({ length: this.message.length }, (_, row) => row);
    order.sort((a, b) => this.message.at(a) - this.message.at(b) || a - b);
    let rows: MessageRow[] = [];
    for (const [i, row] of order.entries()) {
      rows.push(this.row(row));
      const next = order[i + 1];
      if (next !== undefined && this.message.at(next) === this.message.at(row)) continue;
      yield rows;
      rows = [];
    }
  }

  private row(row: number): MessageRow {
    return {
      ...{ at: this.instants.at(row), day: this.days.at(row), status: this.status.at(row) },
      ...{ recipient: this.recipient.at(row), sender: this.sender.at(row) },
      facts: this.facts.map((column) => column.at(row)),
    };
  }
}
