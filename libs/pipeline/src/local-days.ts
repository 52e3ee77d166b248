const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

/** From this instant on, until that of the next one, the zone has this offset. Both in milliseconds. */
export interface OffsetPiece {
  readonly from: number;
  readonly offset: number;
}

/**
 * Local days of one IANA time zone, from the zone's own offset at each instant.
 *
 * The offset comes from Intl. Not from temporal-polyfill, which looks for changes of the clocks in large steps and so misses
 * short summers (Cairo 2010, Recife 2000, every Ramadan in Casablanca) and all of them after 2036: seen in its version 0.3.2.
 *
 * The local day is that of the wall clock at the instant. It is not computed from starts of days: where a clock was set back
 * over midnight a minute of tomorrow comes before the rest of today, and some days never were (Apia, 2011-12-30).
 */
export class LocalDays {
  /** Offset in ms of each UTC day that has only one, NaN where it changes within the day; there, that of each quarter hour. */
  private readonly ofDays = new Map<number, number>();
  private readonly ofQuarters = new Map<number, number>();
  private readonly dates = new Map<number, string>();
  private readonly clock: Intl.DateTimeFormat;

  /** @param timeZone an IANA name; @throws RangeError for an unknown one */
  constructor(readonly timeZone: string) {
    this.clock = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** @returns the local date, `2013-12-19`, of an instant in epoch milliseconds */
  dayOf(instant: number): string {
    const localDay = Math.floor((instant + this.offsetOf(instant)) / DAY_MS);
    const known = this.dates.get(localDay);
    if (known !== undefined) return known;
    const date = new Date(localDay * DAY_MS).toISOString().slice(0, 10);
    this.dates.set(localDay, date);
    return date;
  }

  /**
   * The zone's offsets over a span of time, for whoever has to compute local days elsewhere: that of an instant is the date of
   * the instant plus its offset.
   *
   * @param from, to epoch milliseconds, both within the span; the first piece begins at or before `from`
   */
  offsetsBetween(from: number, to: number): OffsetPiece[] {
    const pieces: OffsetPiece[] = [];
    for (let day = Math.floor(from / DAY_MS) * DAY_MS; day <= to; day += DAY_MS) {
      const offset = this.steadyOffset(this.ofDays, DAY_MS, day);
      if (Number.isNaN(offset)) this.addQuarters(pieces, day);
      else addPiece(pieces, day, offset);
    }
    return pieces;
  }

  private addQuarters(pieces: OffsetPiece[], day: number): void {
    for (let quarter = day; quarter < day + DAY_MS; quarter += QUARTER_MS) {
      const offset = this.steadyOffset(this.ofQuarters, QUARTER_MS, quarter);
      addPiece(pieces, quarter, this.offsetAt(quarter));
      if (Number.isNaN(offset)) {
        const change = this.changeWithin(quarter, quarter + QUARTER_MS);
        addPiece(pieces, change, this.offsetAt(change));
      }
    }
  }

  /** @returns the instant of the one change of the clocks between two with different offsets */
  private changeWithin(from: number, to: number): number {
    let [before, after] = [from, to - 1];
    const offset = this.offsetAt(from);
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    return after;
  }

  private offsetOf(instant: number): number {
    const ofDay = this.steadyOffset(this.ofDays, DAY_MS, instant);
    if (!Number.isNaN(ofDay)) return ofDay;
    const ofQuarter = this.steadyOffset(this.ofQuarters, QUARTER_MS, instant);
    return Number.isNaN(ofQuarter) ? this.offsetAt(instant) : ofQuarter;
  }

  /** The offset all through the span of time around the instant; NaN where it changes within. */
  private steadyOffset(known: Map<number, number>, length: number, instant: number): number {
    const span = Math.floor(instant / length);
    let offset = known.get(span);
    if (offset === undefined) {
      const first = this.offsetAt(span * length);
      offset = first === this.offsetAt((span + 1) * length - 1) ? first : Number.NaN;
      known.set(span, offset);
    }
    return offset;
  }

  /** What the clock on the wall shows, read as if it were UTC, less the instant. Slow: a few microseconds. */
  private offsetAt(instant: number): number {
    const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.clock.formatToParts(instant)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
  }
}

function addPiece(pieces: OffsetPiece[], from: number, offset: number): void {
  if (pieces.at(-1)?.offset !== offset) pieces.push({ from, offset });
}
