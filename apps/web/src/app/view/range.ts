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

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** First and last local day, both inclusive; without them the API chooses. */
export interface Days {
  from?: string | undefined;
  to?: string | undefined;
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
  new Date(Date.parse(`${day}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
const dayBefore = (day: string): string => daysBefore(day, 1);
