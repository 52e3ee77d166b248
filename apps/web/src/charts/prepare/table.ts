import type { SeriesPoint } from '@grapevine/contracts';

/** A row of a chart's table: the period, and the one before it for the change. */
export interface TableRow {
  point: SeriesPoint;
  before: SeriesPoint | undefined;
  change: number | undefined;
}

export type Column = 'period' | 'value' | 'change';
export interface Order {
  column: Column;
  descending: boolean;
}

/** The difference to the period before, absent where it would compare unlike things: no value, or a period not over. */
export function difference(point: SeriesPoint, before: SeriesPoint | undefined): number | undefined {
  if (!before || point.value === null || before.value === null || !point.complete || !before.complete) return undefined;
  return point.value - before.value;
}

export function tableRows(points: readonly SeriesPoint[]): TableRow[] {
  return points.map((point, index) => {
    const before = points[index - 1];
    return { point, before, change: difference(point, before) };
  });
}

/** Sorts without touching `rows`. Rows that have nothing in the column stay at the end, whichever way it is sorted. */
export function sortRows(rows: readonly TableRow[], { column, descending }: Order): TableRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (column === 'period') return sign * a.point.start.localeCompare(b.point.start);
    const left = column === 'value' ? a.point.value : a.change;
    const right = column === 'value' ? b.point.value : b.change;
    if (left == null || right == null) return Number(left == null) - Number(right == null);
    return sign * (left - right);
  });
}

const FIELDS = ['period', 'start', 'end', 'value', 'complete', 'sealed'] as const;

/**
 * The points as lines of text, in order of time: header, ISO dates, a dot as decimal sign, an empty cell for no data.
 * Every cell is a number, a date or a truth value, so none can be taken for a formula.
 */
export function seriesText(points: readonly SeriesPoint[], separator: ',' | '\t'): string {
  const lines = points.map((point) => FIELDS.map((field) => String(point[field] ?? '')).join(separator));
  return `${[FIELDS.join(separator), ...lines].join('\r\n')}\r\n`;
}
