import type { Chance } from './chance.js';
import { LifeDraft, type Status } from './life.js';
import type { Phone, SimulatedMember } from './member.js';
import type { SimulatorObserver } from './observer.js';
import type { SimulatorOutbox } from './outbox.js';
import { CHANNELS, type Channel, fateOf } from './receipts.js';
import type { WireEvent } from './wire-event.js';
import { DAY_MS } from './world.js';

/** One message on its way, and what the log will know of it. */
interface Message {
  readonly id: string;
  readonly sender: SimulatedMember;
  readonly way: Channel;
  /** As the events tell it; some do not. */
  readonly channel: string | undefined;
  readonly at: number;
  readonly day: number;
  readonly group: boolean;
}

type Receipt = Exclude<Status, 'sent'>;

/** Sends messages: their events into the log, their lives to the observer. */
export class SimulatorMessages {
  private count = 0;

  constructor(
    private readonly chance: Chance,
    private readonly outbox: SimulatorOutbox,
    private readonly observer: SimulatorObserver | undefined,
    private readonly firstDayAt: number,
  ) {}

  /** @param contacts who may get it: one, or some of them as a group */
  send(sender: SimulatedMember, contacts: readonly SimulatedMember[], at: number, day: number): void {
    const { chance } = this;
    const way = chance.weighted(CHANNELS);
    const group = way.name === 'chat' && contacts.length >= 3 && chance.happens(0.06);
    const message: Message = {
      id: `m-${sender.number.toString(36)}-${(this.count++).toString(36)}`,
      sender,
      way,
      channel: chance.happens(0.01) ? undefined : way.name,
      at: way.wholeSeconds ? wholeSecond(at) : at,
      day,
      group,
    };
    if (group) this.toGroup(message, contacts);
    else this.toOne(message, chance.pick(contacts));
  }

  private toOne(message: Message, contact: SimulatedMember | undefined): void {
    const name = this.recipientOf(message, contact);
    const known = name === contact?.id || message.way.name === 'push' ? contact : undefined;
    const draft = this.begin(message, name);
    this.receive(message, draft, name, known);
    this.tell([draft]);
  }

  /** One `sent` for all, receipts of each; who sends none is not known to the log. */
  private toGroup(message: Message, contacts: readonly SimulatedMember[]): void {
    const sent = this.begin(message, undefined);
    const received = contacts.flatMap((recipient) => {
      const draft = sent.of(recipient.id);
      return this.receive(message, draft, recipient.id, recipient) ? [draft] : [];
    });
    this.tell(received.length > 0 ? received : [sent]);
  }

  private tell(drafts: readonly LifeDraft[]): void {
    for (const draft of drafts) {
      const life = draft.life();
      if (life) this.observer?.lived(life);
    }
  }

  /** Push notifications do not say for whom they are; text messages also go to people who are no members. */
  private recipientOf({ way, sender }: Message, contact: SimulatedMember | undefined): string | undefined {
    if (way.name === 'push') return undefined;
    const outside = contact === undefined || (way.name === 'sms' && this.chance.happens(0.5));
    return outside ? `+${sender.country.callingCode}${this.chance.whole(500, 599)}00` : contact.id;
  }

  /** Posts `sent`; now and then it is lost. */
  private begin(message: Message, recipient: string | undefined): LifeDraft {
    const { id, sender, channel, at, day, group } = message;
    const draft = new LifeDraft(id, recipient, group);
    const phone = withoutManufacturer(sender.phone(day));
    const fields = { member_id: sender.id, recipient_id: recipient, ...phone };
    if (this.chance.happens(0.015) || !this.post(message, 'sent', at, at, sender, fields)) return draft;
    draft.tell('sent', at, channel, phone);
    draft.sentBy(sender.id);
    this.observer?.active(sender.id, at, phone);
    this.observer?.sent(sender.id, at);
    return draft;
  }

  /** Posts the receipts of one recipient. @returns whether there is any */
  private receive(
    message: Message,
    draft: LifeDraft,
    name: string | undefined,
    recipient: SimulatedMember | undefined,
  ): boolean {
    const { chance } = this;
    const { way, at, day } = message;
    const { deliveredAt, readAt, failedAt } = fateOf(chance, way, recipient, at, day);
    const reports: [Receipt, number][] = [];
    if (deliveredAt !== undefined && way.reportsDelivery) {
      if (!chance.happens(0.02)) reports.push(['delivered', deliveredAt]);
      // A second phone of the same person gets it, too, within the day.
      if (chance.happens(0.03)) reports.push(['delivered', deliveredAt + chance.whole(0, DAY_MS)]);
    }
    if (readAt !== undefined && way.reportsReading) reports.push(['read', readAt]);
    if (failedAt !== undefined) reports.push(['failed', failedAt]);
    return reports.filter(([status, time]) => this.report(message, draft, status, time, name, recipient)).length > 0;
  }

  /** Posts one receipt, by the recipient's clock; of failures by the service's, which is right. */
  private report(
    message: Message,
    draft: LifeDraft,
    status: Receipt,
    at: number,
    name: string | undefined,
    recipient: SimulatedMember | undefined,
  ): boolean {
    const { way, sender, channel } = message;
    const skew = status === 'failed' ? 0 : (recipient?.clockSkewMs ?? 0);
    const clock = way.wholeSeconds ? wholeSecond(at) : at + skew;
    const reader = status === 'read' ? recipient : undefined;
    const phone = reader?.phone(this.dayOf(at));
    const error = status === 'failed' ? this.chance.weighted(way.errorCodes) : undefined;
    const fields = { recipient_id: name, error_code: error, ...phone };
    if (!this.post(message, status, at, clock, recipient ?? sender, fields)) return false;
    draft.tell(status, clock, channel, phone);
    if (error !== undefined) draft.failedWith(String(error));
    if (reader && phone) this.observer?.active(reader.id, clock, phone);
    return true;
  }

  private dayOf(instant: number): number {
    return Math.floor((instant - this.firstDayAt) / DAY_MS);
  }

  private post(
    { id, channel }: Message,
    status: Status,
    at: number,
    clock: number,
    by: SimulatedMember,
    fields: WireEvent,
  ): boolean {
    const { offsetMinutes } = by.country;
    const named = { message_id: id, channel, ...fields };
    return this.outbox.post({ type: `message.${status}`, at, clock, offsetMinutes, fields: named });
  }
}

const wholeSecond = (instant: number): number => instant - (instant % 1000);
const withoutManufacturer = (phone: Phone): Phone => ({ ...phone, manufacturer: undefined });
