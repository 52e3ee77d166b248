/** A column of values. */
export interface Column {
  id: string;
  name: string;
  write(value: number): string;
  /** What null is called, where it is more than no data. */
  none?: string;
}

export interface TableRow {
  /** Orders the rows by their heads. */
  key: string;
  name: string;
  /** By column: null is no data, which is said; undefined is nothing to say. */
  cells: readonly (number | null | undefined)[];
  note?: string | undefined;
}

/** The values of a chart as a table to read, and as plain text to take along. */
export interface TableModel {
  rowHeading: string;
  columns: readonly Column[];
  /** Heads the column of notes, where there is one. */
  noteHeading?: string;
  rows: readonly TableRow[];
  plain: PlainTable;
}

/** A table as programs read it: names of the wire, ISO dates, a dot as decimal sign, an empty cell for no data. */
export interface PlainTable {
  header: readonly string[];
  rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** `row` orders by the heads of the rows, a number by that column. */
export interface Order {
  column: 'row' | number;
  descending: boolean;
}

/** Sorts without touching `rows`. Rows that have nothing in the column stay at the end, whichever way it is sorted. */
export function sortRows(rows: readonly TableRow[], { column, descending }: Order): TableRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (column === 'row') return sign * compareText(a.key, b.key);
    const left = a.cells[column];
    const right = b.cells[column];
    if (left == null || right == null) return Number(left == null) - Number(right == null);
    return sign * (left - right);
  });
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A plain table as text with a tab between cells, as spreadsheets take it from the clipboard. */
export function plainText({ header, rows }: PlainTable): string {
  const lines = [header, ...rows].map((row) => row.map(cellText).join('\t'));
  return `${lines.join('\r\n')}\r\n`;
}

/** Texts that a spreadsheet would take for a formula get an apostrophe; numbers are left as they are. */
function cellText(cell: string | number | boolean | null): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /["\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
