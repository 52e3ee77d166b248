import type { MemberDays } from './member-days.js';

/** Takes invitations in any order: of each day who invited, as often as they did. */
export class InviteRecorder {
  private readonly inviters = new Map<number, number[]>();

  add(day: number, member: number): void {
    const known = this.inviters.get(day);
    if (known) known.push(member);
    else this.inviters.set(day, [member]);
  }

  /** @param isOut who is left out */
  finish(isOut: (member: number) => boolean): MemberDays {
    const days = [...this.inviters.keys()].sort((a, b) => a - b);
    const left = days.map((day) => Uint32Array.from((this.inviters.get(day) ?? []).filter((one) => !isOut(one))));
    return {
      days: days.filter((_, i) => left[i]?.length),
      members: left.filter(({ length }) => length),
    };
  }
}

/** The invitations of all of them. */
export function allInvites(several: readonly MemberDays[]): MemberDays {
  const recorder = new InviteRecorder();
  for (const { days, members } of several) {
    days.forEach((day, i) => {
      for (const member of members[i] ?? []) recorder.add(day, member);
    });
  }
  return recorder.finish(() => false);
}

interface SentMessage {
  readonly day: number;
  readonly member: number;
  readonly at: number;
}

/**
 * When each member sent the first message at or after the signup. The log comes day by day, and on each day signups before
 * messages. Where clocks go back over midnight a signup on a day can be earlier than a message on the day before: hence a message
 * waits for two days to begin after its own.
 */
export class FirstMessages {
  private readonly first = new Map<number, number>();
  private waiting: SentMessage[] = [];
  private day = Number.NEGATIVE_INFINITY;

  /** @param signedUpAt epoch milliseconds; undefined: the member has not */
  constructor(private readonly signedUpAt: (member: number) => number | undefined) {}

  /** Has to be told of the day of every event of a member, before the event. */
  reach(day: number): void {
    if (day <= this.day) return;
    this.day = day;
    this.settle(day - 1);
  }

  add(day: number, member: number, at: number): void {
    this.waiting.push({ day, member, at });
  }

  /** Milliseconds from the signup; undefined where no message followed. */
  wait(member: number): number | undefined {
    this.settle(Number.POSITIVE_INFINITY);
    const [first, signedUp] = [this.first.get(member), this.signedUpAt(member)];
    return first === undefined || signedUp === undefined ? undefined : first - signedUp;
  }

  /** Takes the messages of the days before one. */
  private settle(before: number): void {
    if (this.waiting.length === 0) return;
    const rest: SentMessage[] = [];
    for (const message of this.waiting) {
      if (message.day >= before) rest.push(message);
      else this.take(message);
    }
    this.waiting = rest;
  }

  private take({ member, at }: SentMessage): void {
    const signedUp = this.signedUpAt(member);
    if (signedUp === undefined || at < signedUp) return;
    this.first.set(member, Math.min(at, this.first.get(member) ?? at));
  }
}
