const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

/**
 * The local day of an instant in a time zone, as the calendar of Intl says, in days since 1970-01-01. Another way than that of the server, which
 * counts with offsets: here the calendar is asked for the date itself, at both ends of each quarter of an hour.
 */
export class LocalDayReader {
  private readonly calendar: Intl.DateTimeFormat;
  /** By quarter of an hour: its local day, or undefined where a day ends within. */
  private readonly quarters = new Map<number, number | undefined>();

  constructor(timeZone: string) {
    this.calendar = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
  }

  /** @param instant epoch milliseconds */
  dayOf(instant: number): number {
    const quarter = Math.floor(instant / QUARTER_MS);
    if (!this.quarters.has(quarter)) this.quarters.set(quarter, this.dayOfQuarter(quarter));
    return this.quarters.get(quarter) ?? this.ask(instant);
  }

  private dayOfQuarter(quarter: number): number | undefined {
    const first = this.ask(quarter * QUARTER_MS);
    return first === this.ask((quarter + 1) * QUARTER_MS - 1) ? first : undefined;
  }

  private ask(instant: number): number {
    const date = { year: 0, month: 0, day: 0 };
    for (const { type, value } of this.calendar.formatToParts(instant)) {
      if (type === 'year' || type === 'month' || type === 'day') date[type] = Number(value);
    }
    return Date.UTC(date.year, date.month - 1, date.day) / DAY_MS;
  }
}

/** A day as `2004-05-31`. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** @param date `2004-05-31` */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
