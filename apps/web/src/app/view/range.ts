/** Ranges by name, as they stand in the address. All of them end at the last day with data, whenever that was. */
export const PRESETS = ['recent', 'today', '7d', '28d', 'mtd', 'last_month', '6m', '12m', '36m', 'ytd', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** What the API answers when it is asked for no range (36 months, 52 weeks, 90 days): the first page can ask at once. */
const DEFAULT_PRESET = 'recent' satisfies Preset;

/** First and last local day, both inclusive. */
export interface CustomRange {
  from: string;
  to: string;
}

export type Range = Preset | CustomRange;

/** Reads the address; what nobody here wrote is the default. */
export function readRange(parameters: URLSearchParams): Range {
  const from = parameters.get('from');
  const to = parameters.get('to');
  if (isDay(from) && isDay(to) && from <= to) return { from, to };
  const preset = parameters.get('range');
  return PRESETS.find((name) => name === preset) ?? DEFAULT_PRESET;
}

/** Writes a range into the parameters of an address. */
export function writeRange(parameters: URLSearchParams, range: Range): void {
  for (const name of ['range', 'from', 'to']) parameters.delete(name);
  if (typeof range !== 'string') {
    parameters.set('from', range.from);
    parameters.set('to', range.to);
  } else if (range !== DEFAULT_PRESET) {
    parameters.set('range', range);
  }
}

/** A day that exists, of a year that a calendar of people has: JavaScript takes 31 February for 3 March. */
function isDay(text: string | null): text is string {
  if (text === null || !/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** First and last local day, both inclusive; without them the API chooses. */
export interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

/** Of so many days at most single days are shown, unless another grain is chosen: two months. */
const MOST_SINGLE_DAYS = 62;
const DAY_MS = 86_400_000;

/** Whether a range is so short that it is shown by days. */
export const isShort = ({ from, to }: Days): boolean =>
  from !== undefined && to !== undefined && (Date.parse(to) - Date.parse(from)) / DAY_MS < MOST_SINGLE_DAYS;

/** Whether a range holds a month: a whole one, or one from its first day up to the last day with data. */
export function holdsMonth({ from, to }: Days, through: DataReach['through']): boolean {
  if (from === undefined || to === undefined) return true;
  const [year, month, day] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)), Number(from.slice(8))];
  if (day === 1 && to === through) return true;
  const first = day === 1 ? month : month + 1;
  return to >= dayBefore(firstOfMonth(year, first + 1));
}

/** First and last local day with data: null while there is none, undefined while that is not known yet. */
export interface DataReach {
  from: string | null | undefined;
  through: string | null | undefined;
}

/** The local days that a range means; undefined while that cannot be said. */
export function resolveRange(range: Range, { from, through }: DataReach): Days | undefined {
  if (typeof range !== 'string') return range;
  if (range === DEFAULT_PRESET) return {};
  if (through === undefined || (range === 'all' && from === undefined)) return undefined;
  if (through === null) return {};
  const [year, month] = [Number(through.slice(0, 4)), Number(through.slice(5, 7))];
  const first = firstDay(range, through, year, month) ?? from ?? undefined;
  return { from: first, to: range === 'last_month' ? dayBefore(firstOfMonth(year, month)) : through };
}

/** The first day of a preset; undefined for all data, which begins where it begins. */
function firstDay(preset: Preset, through: string, year: number, month: number): string | undefined {
  switch (preset) {
    case 'today':
      return through;
    case '7d':
      return daysBefore(through, 6);
    case '28d':
      return daysBefore(through, 27);
    case 'mtd':
      return firstOfMonth(year, month);
    case 'last_month':
      return firstOfMonth(year, month - 1);
    case '6m':
      return firstOfMonth(year, month - 5);
    case '12m':
      return firstOfMonth(year, month - 11);
    case '36m':
      return firstOfMonth(year, month - 35);
    case 'ytd':
      return firstOfMonth(year, 1);
    default:
      return undefined;
  }
}

/** The first day of a month; months below 1 are those of the years before. */
const firstOfMonth = (year: number, month: number): string =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
const dayBefore = (day: string): string => daysBefore(day, 1);
