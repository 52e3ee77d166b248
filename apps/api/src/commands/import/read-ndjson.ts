import { readLines } from './read-lines.js';
import type { RowReader } from './row.js';

/** One JSON object a line. */
export const readNdjson: RowReader = (chunks, from) =>
  readLines(chunks, from, (text) => {
    if (text.trim() === '') return undefined;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { problem: { code: 'invalid_type', message: 'is not JSON' } };
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { cells: value as Readonly<Record<string, unknown>> };
    return { problem: { code: 'invalid_type', message: 'is not a JSON object' } };
  });
