import type { Phone } from './member.js';
import type { DeliveryLife } from './observer.js';

export type Status = 'sent' | 'delivered' | 'read' | 'failed';

/** Collects what the log is told of one message and recipient. */
export class LifeDraft {
  private readonly times: Partial<Record<Status, number>> = {};
  private readonly phones: Partial<Record<Status, Phone>> = {};
  private sender: string | undefined;
  private channel: string | undefined;
  private errorCode: string | undefined;

  constructor(
    private readonly message: string,
    private readonly recipient: string | undefined,
    private readonly group: boolean,
  ) {}

  /** What a group's one `sent` tells holds for each of its recipients. */
  of(recipient: string): LifeDraft {
    const copy = new LifeDraft(this.message, recipient, this.group);
    Object.assign(copy.times, this.times);
    Object.assign(copy.phones, this.phones);
    copy.sender = this.sender;
    copy.channel = this.channel;
    return copy;
  }

  tell(status: Status, at: number, channel: string | undefined, phone: Phone | undefined): void {
    this.times[status] = Math.min(at, this.times[status] ?? at);
    this.channel = channel;
    if (phone) this.phones[status] = phone;
  }

  sentBy(member: string): void {
    this.sender = member;
  }

  failedWith(code: string): void {
    this.errorCode = code;
  }

  /** @returns undefined where the log was told nothing */
  life(): DeliveryLife | undefined {
    const { times, phones, message, recipient, group, sender, channel, errorCode } = this;
    if (Object.keys(times).length === 0) return undefined;
    return {
      message,
      recipient,
      group,
      sender,
      sentAt: times.sent,
      deliveredAt: times.delivered,
      readAt: times.read,
      failedAt: times.failed,
      channel,
      errorCode,
      senderPhone: phones.sent,
      readerPhone: phones.read,
    };
  }
}
