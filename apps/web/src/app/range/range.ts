/** Ranges that a page can show, as they stand in its address. All of them end at the last day with data. */
export const RANGES = ['6m', '12m', '24m', 'ytd', 'all'] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = 'all';

/** Reads the address; what nobody here wrote is the default. */
export function readRange(parameter: string | null): Range {
  return RANGES.find((range) => range === parameter) ?? DEFAULT_RANGE;
}

const MONTHS = { '6m': 6, '12m': 12, '24m': 24 } as const;

/**
 * The local days that a range means, both inclusive. For `all` there are none to give: the server answers for all of its data.
 * @param dataThrough the last local day with data; the range counts whole months back from its month.
 */
export function resolveRange(range: Range, dataThrough: string | null): { from?: string; to?: string } {
  if (range === 'all' || dataThrough === null) return {};
  const year = Number(dataThrough.slice(0, 4));
  if (range === 'ytd') return { from: isoDay(year, 0), to: dataThrough };
  return { from: isoDay(year, Number(dataThrough.slice(5, 7)) - MONTHS[range]), to: dataThrough };
}

/** The first day of a month; months below 0 are those of the years before. */
const isoDay = (year: number, month: number): string => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
