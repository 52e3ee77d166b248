/** How many newcomers a simulated service has room for, so that it grows as it should. */
export interface Room {
  /** Who come by themselves on a day. @param using how many use the service as the day begins */
  alone(day: number, using: number): number;
  /** Whether one more invitation of that day can be accepted. */
  hasInvitation(day: number): boolean;
  acceptInvitation(): void;
}

/** Of those who come later than the founders; the others are left to invitations. */
const BY_THEMSELVES = 0.65;

/** More come each day, in the end twice as many as in the beginning. */
export class SteadyRoom implements Room {
  private accepted = 0;

  /** @param newcomers in the end, at most */
  constructor(
    private readonly newcomers: number,
    private readonly days: number,
  ) {}

  alone(day: number): number {
    return this.until(day + 1, BY_THEMSELVES) - this.until(day, BY_THEMSELVES);
  }

  hasInvitation(day: number): boolean {
    return this.accepted < this.until(day + 1, 1 - BY_THEMSELVES);
  }

  acceptInvitation(): void {
    this.accepted++;
  }

  private until(day: number, share: number): number {
    const { newcomers, days } = this;
    return Math.floor((newcomers * share * day * (2 * days + day)) / (3 * days * days));
  }
}

/** As many come as are missing: who leaves is made up for, and who accepts late is waited for. */
export class FollowedRoom implements Room {
  private invitations = 0;

  /** @param target how many are to use the service on a day */
  constructor(private readonly target: (day: number) => number) {}

  alone(day: number, using: number): number {
    const missing = Math.max(0, Math.round(this.target(day) - using));
    const alone = Math.round(missing * BY_THEMSELVES);
    this.invitations = missing - alone;
    return alone;
  }

  hasInvitation(): boolean {
    return this.invitations > 0;
  }

  acceptInvitation(): void {
    this.invitations--;
  }
}
