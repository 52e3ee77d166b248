/** Ranges that a page can show, as they stand in its address. All of them end at the last day with data. */
export const RANGES = ['6m', '12m', '36m', 'ytd', 'all'] as const;
export type Range = (typeof RANGES)[number];

/** What the API answers for months when it is asked for no range: the first page needs no answer before it can ask. */
export const DEFAULT_RANGE = '36m' satisfies Range;

/** Reads the address; what nobody here wrote is the default. */
export function readRange(parameter: string | null): Range {
  return RANGES.find((range) => range === parameter) ?? DEFAULT_RANGE;
}

/** First and last local day, both inclusive; without them the API chooses. */
export interface Days {
  from?: string;
  to?: string;
}

/** First and last local day with data: null while there is none, undefined while that is not known yet. */
export interface DataReach {
  from: string | null | undefined;
  through: string | null | undefined;
}

/** The local days that a range means, whole months back from the last day with data; undefined while that cannot be said. */
export function resolveRange(range: Range, { from, through }: DataReach): Days | undefined {
  if (range === DEFAULT_RANGE) return {};
  if (through === undefined || (range === 'all' && from === undefined)) return undefined;
  if (through === null) return {};
  const year = Number(through.slice(0, 4));
  const month = Number(through.slice(5, 7));
  switch (range) {
    case 'all':
      return { from: from ?? undefined, to: through };
    case 'ytd':
      return { from: firstOfMonth(year, 1), to: through };
    case '6m':
      return { from: firstOfMonth(year, month - 5), to: through };
    case '12m':
      return { from: firstOfMonth(year, month - 11), to: through };
  }
}

/** The first day of a month; months below 1 are those of the years before. */
const firstOfMonth = (year: number, month: number): string =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
