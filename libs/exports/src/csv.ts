import { stringify } from 'csv-stringify/sync';
import { cellIn, type Encoder } from './table.js';

const OPTIONS = {
  // A spreadsheet runs a text that begins like a formula; numbers keep their sign.
  escape_formulas: true,
  // Where the comma is the decimal sign a spreadsheet parts cells elsewhere, too, and the rest of a text could begin like a formula.
  quoted_match: /[;\t]/,
  cast: { boolean: String },
} as const;

/** A header row, ISO dates, a dot as decimal sign, nothing between thousands, nothing for null. */
export const encodeCsv: Encoder = async function* ({ columns }, batches) {
  yield stringify([columns.map(({ name }) => name)], OPTIONS);
  for await (const batch of batches) {
    const records = batch.rows().map((row) => columns.map((column) => cellIn(row, column)));
    if (records.length > 0) yield stringify(records, OPTIONS);
  }
};
