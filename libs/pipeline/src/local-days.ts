import { Temporal } from 'temporal-polyfill';

const DAY_MS = 86_400_000;
const NS_PER_MS = 1_000_000;

/**
 * Local days of one IANA time zone, from the zone's own offset at each instant.
 *
 * The local day is that of the wall clock at the instant. It is not computed from starts of days: where a clock was set back
 * over midnight a minute of tomorrow comes before the rest of today, and some days never were (Apia, 2011-12-30).
 */
export class LocalDays {
  /** Offset in ms of each UTC day that has only one; NaN where the offset changes within the day. */
  private readonly offsets = new Map<number, number>();
  private readonly dates = new Map<number, string>();

  /** @param timeZone an IANA name; @throws RangeError for an unknown one */
  constructor(readonly timeZone: string) {
    this.offsetAt(0);
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

  private offsetOf(instant: number): number {
    const utcDay = Math.floor(instant / DAY_MS);
    let offset = this.offsets.get(utcDay);
    if (offset === undefined) {
      const first = this.offsetAt(utcDay * DAY_MS);
      offset = first === this.offsetAt((utcDay + 1) * DAY_MS - 1) ? first : Number.NaN;
      this.offsets.set(utcDay, offset);
    }
    return Number.isNaN(offset) ? this.offsetAt(instant) : offset;
  }

  private offsetAt(instant: number): number {
    return (
      Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.timeZone).offsetNanoseconds / NS_PER_MS
    );
  }
}
