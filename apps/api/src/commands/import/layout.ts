import type { ColumnNames } from './build-event.js';
import { ImportError } from './import-error.js';
import type { InputFile } from './input-file.js';
import type { ImportOptions } from './options.js';
import { csvReader, readCsvHeader } from './read-csv.js';
import { readNdjson } from './read-ndjson.js';
import { readSsv } from './read-ssv.js';
import { type Position, type RowReader, START } from './row.js';

/** How the rows of one input are read. */
export interface Layout {
  readonly read: RowReader;
  /** Where the first row begins. */
  readonly begin: Position;
  /** csv with a header: the number of each named column, from 1. */
  readonly columnNames: ColumnNames | undefined;
}

/**
 * Chooses the reader; of a csv with a header it reads that first.
 *
 * @throws ImportError where a mapped name is not in the header, or is there more than once.
 */
export async function layoutOf(
  { format, header: hasHeader, mappings }: Pick<ImportOptions, 'format' | 'header' | 'mappings'>,
  file: Pick<InputFile, 'chunksFrom'>,
): Promise<Layout> {
  if (format !== 'csv') {
    return { read: format === 'ssv' ? readSsv : readNdjson, begin: START, columnNames: undefined };
  }
  if (!hasHeader) return { read: csvReader(undefined), begin: START, columnNames: undefined };
  const header = await readCsvHeader(file.chunksFrom(0));
  for (const { source } of mappings) {
    if (source.kind === 'column' && typeof source.column === 'string') checkName(source.column, header.names);
  }
  const columnNames = new Map(header.names.map((name, index) => [name, index + 1]));
  return { read: csvReader(header), begin: header.end, columnNames };
}

function checkName(column: string, names: readonly string[]): void {
  const times = names.filter((name) => name === column).length;
  if (times === 0) throw new ImportError(`There is no column ${column}. The columns are ${names.join(', ')}.`);
  if (times > 1) throw new ImportError(`${times} columns are called ${column}: give the column by its number.`);
}
