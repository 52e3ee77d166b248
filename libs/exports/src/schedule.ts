import { type ExportSchedule, WEEKDAYS } from '@grapevine/contracts';
import { addDays, startOfPeriodBefore } from '@grapevine/metrics';
import { CronExpressionParser } from 'cron-parser';
import { WallClock } from './wall-clock.js';

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];
/** Longer than any schedule waits: 29 February comes again after eight years at most. */
const LONGEST_WAIT_DAYS = 3_000;

type DailySchedule = Exclude<ExportSchedule, { kind: 'hourly' | 'cron' }>;

/**
 * The instants at which a schedule fires, after one instant and until another one, that included; in order.
 *
 * Times are those of the clock on the wall. One that it shows twice counts the first time; in place of one that it never shows, because it
 * is set forward, counts the first moment after. An hourly schedule fires whenever the clock shows its minute, in an hour that comes twice
 * both times.
 *
 * @param after, until epoch milliseconds
 * @param most no more than these, the first ones
 */
export function occurrences(
  schedule: ExportSchedule,
  timeZone: string,
  after: number,
  until: number,
  most = Number.POSITIVE_INFINITY,
): number[] {
  const found: number[] = [];
  for (const instant of candidates(schedule, new WallClock(timeZone), after, until)) {
    // Times that the clock leaves out fall together.
    if (instant <= after || instant > until || instant === found.at(-1)) continue;
    found.push(instant);
    if (found.length === most) break;
  }
  return found;
}

/** @returns when a schedule fires next; undefined for a cron expression that never does */
export function nextOccurrence(schedule: ExportSchedule, timeZone: string, after: number): number | undefined {
  // Most fire soon: days are looked through one by one.
  for (let days = 8; days <= LONGEST_WAIT_DAYS; days *= 8) {
    const [next] = occurrences(schedule, timeZone, after, after + days * DAY_MS, 1);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** What is wrong with a schedule, in words. */
export function scheduleFault(schedule: ExportSchedule): string | undefined {
  if (schedule.kind !== 'cron') return undefined;
  const fields = schedule.expression.trim().split(/\s+/);
  if (fields.length !== 5) return 'must have five fields: minute, hour, day of the month, month, day of the week';
  // To cron-parser H is a time by chance.
  if (fields.some((field) => /(^|[,/-])h($|[,/(-])/i.test(field))) return 'must not have H';
  try {
    CronExpressionParser.parse(schedule.expression, { tz: 'UTC', currentDate: new Date(0) }).next();
    return undefined;
  } catch (error) {
    return `is not a cron expression: ${(error as Error).message}`;
  }
}

function candidates(schedule: ExportSchedule, clock: WallClock, after: number, until: number): Iterable<number> {
  if (schedule.kind === 'hourly') return hourly(schedule.minute, clock, after, until);
  if (schedule.kind === 'cron') return byCron(schedule.expression, clock, after, until);
  return daily(schedule, clock, after, until);
}

function* hourly(minute: number, clock: WallClock, after: number, until: number): Generator<number> {
  for (const piece of clock.pieces(after, until)) {
    const begin = Math.max(piece.from, after);
    const past = (begin + piece.offset - minute * MINUTE_MS) % HOUR_MS;
    const first = past === 0 ? begin : begin + HOUR_MS - past;
    for (let at = first; at < piece.until && at <= until; at += HOUR_MS) yield at;
  }
}

function* byCron(expression: string, clock: WallClock, after: number, until: number): Generator<number> {
  // Read in UTC, where no clock is ever set: what a zone's clock does to a time is the matter of WallClock.
  const times = CronExpressionParser.parse(expression, { tz: 'UTC', currentDate: new Date(after - DAY_MS) });
  for (;;) {
    const wall = times.next().getTime();
    if (wall > until + DAY_MS) return;
    yield clock.instantOf(wall);
  }
}

function* daily(schedule: DailySchedule, clock: WallClock, after: number, until: number): Generator<number> {
  const [hour = 0, minute = 0] = schedule.time.split(':').map(Number);
  const last = addDays(clock.dateOf(until), 1);
  for (let date = addDays(clock.dateOf(after), -1); date <= last; date = addDays(date, 1)) {
    if (isDay(schedule, date))
      yield clock.instantOf(Date.parse(`${date}T00:00:00Z`) + hour * HOUR_MS + minute * MINUTE_MS);
  }
}

function isDay(schedule: DailySchedule, date: string): boolean {
  switch (schedule.kind) {
    case 'daily':
      return true;
    case 'weekly':
      return WEEKDAYS[weekdayOf(date)] === schedule.weekday;
    case 'monthly':
      return Number(date.slice(8)) === Math.min(schedule.day, Number(lastDayOfMonth(date).slice(8)));
    case 'first_weekday': {
      const first = startOfPeriodBefore(date, 'month', 0);
      const weekday = weekdayOf(first);
      return date === (weekday < 5 ? first : addDays(first, 7 - weekday));
    }
  }
}

/** From 0, Monday. */
const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

const lastDayOfMonth = (date: string): string => addDays(startOfPeriodBefore(date, 'month', -1), -1);
