/** How one language writes numbers and times. Local days (`2004-05-31`) are days of the workspace, never of this browser. */
export interface Format {
  /** 1,038 */
  integer(value: number): string;
  /** 1,038 up to 99,999, then three digits: 262 K, 1.04 M. */
  short(value: number): string;
  /** 0, 500, 1 K, 1.5 M: for axes. */
  axis(value: number): string;
  /** +725, −51 */
  change(value: number): string;
  /** +231.6% of a ratio 2.316 */
  percentChange(ratio: number): string;
  /** 84.2% of a ratio 0.842 */
  percent(ratio: number): string;
  /** 84.21%, for where a share is read to the last digit */
  percentExact(ratio: number): string;
  /** +1.2 percentage points as a bare number: the words name the unit. */
  pointsChange(difference: number): string;
  /** 1.84, at most three decimals */
  ratio(value: number): string;
  /** 1.8, for labels */
  ratioShort(value: number): string;
  /** 750.25, for exact seconds and quotients */
  decimal(value: number): string;
  /** 4.2 sec, 12.5 min, 3.1 hr */
  duration(seconds: number): string;
  /** 31 May */
  dayShort(day: string): string;
  /** India, of a code IN; a code that is none stays as it is */
  country(code: string): string;
  /** May 2004 */
  month(day: string): string;
  /** May */
  monthOnly(day: string): string;
  year(day: string): string;
  /** 26 Oct 2004 */
  day(day: string): string;
  /** 15 April */
  dayOfYear(day: string): string;
  /** 1 – 31 May 2004 */
  days(first: string, last: string): string;
  /** 1 – 31 May 2004, months shortened: for a button */
  daysShort(first: string, last: string): string;
  /** Mo, and Monday */
  weekday(day: string): string;
  weekdayLong(day: string): string;
  /** iOS or Android */
  either(names: readonly string[]): string;
  /** 22 Nov 2026, 13:46 UTC */
  instant(iso: string, timeZone: string): string;
  /** The hour and minute in this browser's own time: when something was seen here. */
  clock(epochMs: number): string;
  /** 3 minutes ago */
  ago(milliseconds: number): string;
}

const COMPACT_FROM = 100_000;
const NARROW_SPACE = '\u202f';

/** A local day as an instant that formats back to the same day in UTC. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** English writes "1.04M"; the space before the unit makes it readable in a sentence. Languages that have one keep theirs. */
function compact(formatter: Intl.NumberFormat, value: number): string {
  const parts = formatter.formatToParts(value);
  return parts
    .map((part, index) =>
      part.type === 'compact' && parts[index - 1]?.type !== 'literal' ? NARROW_SPACE + part.value : part.value,
    )
    .join('');
}

/** BCP 47 locales of one language; they differ where the habits that read best are those of different countries. */
export interface Locales {
  numbers: string;
  dates: string;
}

/** Made when it is first needed: the browser takes some milliseconds for each, and few pages need half of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** How a language writes numbers and times. */
export function createFormat({ numbers, dates }: Locales): Format {
  const number = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(numbers, options));
  const date = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(dates, { timeZone: 'UTC', ...options }));
  const integer = number({ maximumFractionDigits: 0 });
  const three = number({ notation: 'compact', maximumSignificantDigits: 3 });
  const change = number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const percent = number({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const share = number({ style: 'percent', maximumFractionDigits: 1 });
  const shareExact = number({ style: 'percent', maximumFractionDigits: 2 });
  const points = number({ maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const ratio = number({ maximumFractionDigits: 3 });
  const ratioShort = number({ maximumSignificantDigits: 3 });
  const decimal = number({ maximumFractionDigits: 6 });
  const durations = DURATION_UNITS.map(
    ([seconds, unit]) =>
      [seconds, number({ style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 })] as const,
  );
  const dayShort = date({ day: 'numeric', month: 'short' });
  const countries = once(() => new Intl.DisplayNames(dates, { type: 'region', fallback: 'code' }));
  const month = date({ month: 'long', year: 'numeric' });
  const monthOnly = date({ month: 'short' });
  const year = date({ year: 'numeric' });
  const day = date({ day: 'numeric', month: 'short', year: 'numeric' });
  const dayOfYear = date({ day: 'numeric', month: 'long' });
  const days = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const daysShort = date({ day: 'numeric', month: 'short', year: 'numeric' });
  const weekday = date({ weekday: 'short' });
  const weekdayLong = date({ weekday: 'long' });
  const either = once(() => new Intl.ListFormat(dates, { type: 'disjunction' }));
  const clock = once(() => new Intl.DateTimeFormat(dates, { hour: '2-digit', minute: '2-digit' }));
  const relative = once(() => new Intl.RelativeTimeFormat(dates, { numeric: 'auto' }));
  return {
    integer: (value) => integer().format(value),
    short: (value) => (Math.abs(value) < COMPACT_FROM ? integer().format(value) : compact(three(), value)),
    axis: (value) => (Math.abs(value) < 10_000 ? integer().format(value) : compact(three(), value)),
    change: (value) => withMinus(change().format(value)),
    percentChange: (ratio) => withMinus(percent().format(ratio)),
    percent: (value) => share().format(value),
    percentExact: (value) => shareExact().format(value),
    pointsChange: (value) => withMinus(points().format(value * 100)),
    ratio: (value) => ratio().format(value),
    ratioShort: (value) => ratioShort().format(value),
    decimal: (value) => withMinus(decimal().format(value)),
    duration: (value) => duration(durations, value),
    dayShort: (of) => dayShort().format(noon(of)),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries().of(code) ?? code) : code),
    month: (of) => month().format(noon(of)),
    monthOnly: (of) => monthOnly().format(noon(of)),
    year: (of) => year().format(noon(of)),
    day: (of) => day().format(noon(of)),
    dayOfYear: (of) => dayOfYear().format(noon(of)),
    days: (first, last) => days().formatRange(noon(first), noon(last)),
    daysShort: (first, last) => daysShort().formatRange(noon(first), noon(last)),
    weekday: (of) => weekday().format(noon(of)).slice(0, 2),
    weekdayLong: (of) => weekdayLong().format(noon(of)),
    either: (names) => either().format(names),
    instant: (iso, timeZone) =>
      new Intl.DateTimeFormat(dates, {
        timeZone,
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        timeZoneName: 'short',
      }).format(new Date(iso)),
    clock: (epochMs) => clock().format(epochMs),
    ago: (milliseconds) => ago(relative(), milliseconds),
  };
}

const DURATION_UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
  [0.001, 'millisecond'],
] as const;

/** In the largest unit of which there is at least one. */
function duration(
  units: readonly (readonly [seconds: number, formatter: () => Intl.NumberFormat])[],
  value: number,
): string {
  const second = units.find(([seconds]) => seconds === 1);
  if (value === 0) return second ? second[1]().format(0) : '0';
  const unit = units.find(([seconds]) => Math.abs(value) >= seconds) ?? units.at(-1);
  return unit ? withMinus(unit[1]().format(value / unit[0])) : '';
}

/** The sign of the figures' own width instead of a hyphen. */
const withMinus = (text: string): string => text.replace('-', '−');

function ago(relative: Intl.RelativeTimeFormat, milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return relative.format(-seconds, 'second');
  if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}
