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
