/**
 * A second opinion on local days and periods, written on Intl and Date alone: slower and simpler than the product's, and
 * sharing none of its code.
 */
const DAY_MS = 86_400_000;

/** @returns a function from epoch milliseconds to the local date `2013-12-19` of a zone */
export function localDayIn(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return `${parts.year}-${parts.month}-${parts.day}`;
  };
}

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

export const shiftDay = (day: string, days: number): string =>
  new Date(asDate(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** Every day from `from` to `to`, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = shiftDay(day, 1)) days.push(day);
  return days;
}

/** ISO 8601: the week of a day is that of its Thursday; week 1 is the one that holds 4 January. */
function isoWeek(day: string): string {
  const weekday = (asDate(day).getUTCDay() + 6) % 7;
  const thursday = shiftDay(day, 3 - weekday);
  const year = thursday.slice(0, 4);
  const dayOfYear = (asDate(thursday).getTime() - asDate(`${year}-01-01`).getTime()) / DAY_MS;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** The names of periods as api.md writes them, by grain. */
export const NAIVE_PERIODS: Record<string, (day: string) => string> = {
  day: (day) => day,
  week: isoWeek,
  month: (day) => day.slice(0, 7),
  quarter: (day) => `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) + 2) / 3)}`,
  year: (day) => day.slice(0, 4),
};
