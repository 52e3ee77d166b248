import { readLines } from './read-lines.js';
import type { RowReader } from './row.js';

/** Columns separated by spaces or tabs, no header. */
export const readSsv: RowReader = (chunks, from) =>
  readLines(chunks, from, (text) => {
    const trimmed = text.trim();
    return trimmed === '' ? undefined : { cells: trimmed.split(/\s+/) };
  });
