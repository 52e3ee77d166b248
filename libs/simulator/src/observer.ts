import type { Phone } from './member.js';

/**
 * What became of a message for one recipient, as far as the log tells: only what was reported and arrived before the log ends. Times
 * are epoch milliseconds by the clock of whoever reports, the earliest of each status.
 */
export interface DeliveryLife {
  readonly message: string;
  /** Undefined where no event of the message names one. */
  readonly recipient?: string | undefined;
  /** Of a group message: its one `sent` names no recipient and holds for all of them. */
  readonly group: boolean;
  /** Known from `sent`. */
  readonly sender?: string | undefined;
  readonly sentAt?: number | undefined;
  readonly deliveredAt?: number | undefined;
  readonly readAt?: number | undefined;
  readonly failedAt?: number | undefined;
  readonly channel?: string | undefined;
  readonly errorCode?: string | undefined;
  /** What `sent` told of the sender's phone. */
  readonly senderPhone?: Phone | undefined;
  /** What `read` told of the reader's. */
  readonly readerPhone?: Phone | undefined;
}

export interface SimulatedSignup extends Phone {
  readonly member: string;
  readonly at: number;
  readonly source: string | undefined;
  readonly invitedBy: string | undefined;
}

/**
 * Is told what happens in a simulation while it happens, each thing once, apart from how it is written into the log. What never
 * reaches the log is not told.
 */
export interface SimulatorObserver {
  /** Somebody used the app, sent a message or read one. */
  active(member: string, at: number, phone: Phone): void;
  /** The first signup of a member that is in the log. */
  signedUp(signup: SimulatedSignup): void;
  invited(member: string, at: number): void;
  /** A `sent` of the member's; also in a life. */
  sent(member: string, at: number): void;
  lived(life: DeliveryLife): void;
}
