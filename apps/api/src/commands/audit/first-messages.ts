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
  /** By member number, epoch milliseconds. A Map of the language would hold 2^24 at most. */
  private first = new Float64Array(0);
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
    const [first, signedUp] = [this.first[member] ?? Number.NaN, this.signedUpAt(member)];
    return Number.isNaN(first) || signedUp === undefined ? undefined : first - signedUp;
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
    if (member >= this.first.length) this.grow(Math.max(member + 1, this.first.length * 2));
    const known = this.first[member] as number;
    this.first[member] = Number.isNaN(known) ? at : Math.min(at, known);
  }

  private grow(size: number): void {
    const larger = new Float64Array(size).fill(Number.NaN);
    larger.set(this.first);
    this.first = larger;
  }
}
