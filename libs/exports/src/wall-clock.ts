import { LocalDays } from '@grapevine/pipeline';

const DAY_MS = 86_400_000;

/** A span of time in which a zone has one offset. All in milliseconds; the last one has no end. */
export interface ClockPiece {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

/** The clock on the wall of one IANA time zone. Its times are written as if they were those of UTC, in epoch milliseconds. */
export class WallClock {
  private readonly days: LocalDays;

  constructor(timeZone: string) {
    this.days = new LocalDays(timeZone);
  }

  /** @returns the local date of an instant */
  dateOf(instant: number): string {
    return this.days.dayOf(instant);
  }

  /** The instant at which the clock shows a time first; where it is set forward past that time, the first one after. */
  instantOf(wall: number): number {
    // No offset is as large as a day, so that the time is shown within these.
    for (const { from, until, offset } of this.pieces(wall - 2 * DAY_MS, wall + 2 * DAY_MS)) {
      const instant = Math.max(wall - offset, from);
      if (instant < until) return instant;
    }
    throw new RangeError(`The clock of ${this.days.timeZone} never shows ${new Date(wall).toISOString()}.`);
  }

  /** The offsets between two instants, in order. */
  pieces(from: number, until: number): ClockPiece[] {
    const pieces = this.days.offsetsBetween(from, until);
    return pieces.map((piece, i) => ({ ...piece, until: pieces[i + 1]?.from ?? Number.POSITIVE_INFINITY }));
  }
}
