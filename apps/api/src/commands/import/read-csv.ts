import { CsvError, type InfoRecord, type Parser, parse } from 'csv-parse';
import { ImportError } from './import-error.js';
import { MAX_ROW_BYTES, type Position, type Row, type RowReader } from './row.js';

/** The first row of a csv, where it holds names. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly end: Position;
}

const LINE_BREAK = /\r\n|\n|\r/g;

/**
 * Rows of comma-separated values (RFC 4180; a quote in the middle of an unquoted cell stands for itself). A row of another
 * length than the header is a bad row: a quote or comma too many would otherwise move values into the wrong fields.
 *
 * @param header where the file begins with one; rows are read from behind it.
 */
export function csvReader(header: CsvHeader | undefined): RowReader {
  return async function* readCsv(chunks, from) {
    const parser = new RowParser(from, header?.names.length);
    for await (const chunk of chunks) {
      const rows = await parser.push(chunk);
      if (rows.length > 0) yield rows;
    }
    const rows = await parser.end();
    if (rows.length > 0) yield rows;
  };
}

/**
 * Reads the names in the first row of a file.
 *
 * @throws ImportError where the file holds no row.
 */
export async function readCsvHeader(chunks: AsyncIterable<Buffer>): Promise<CsvHeader> {
  for await (const rows of csvReader(undefined)(chunks, { offset: 0, line: 0 })) {
    const first = rows[0];
    if (first && 'cells' in first && Array.isArray(first.cells)) {
      return { names: first.cells.map((name: string) => name.trim()), end: first.end };
    }
  }
  throw new ImportError('The file is empty: there is no row with the names of the columns.');
}

/** Drives csv-parse by hand, so that rows come in order with the place where each ends. */
class RowParser {
  private readonly parser: Parser;
  private rows: Row[] = [];
  private line: number;
  private emptyLines = 0;
  private countedLines = 0;

  constructor(
    private readonly from: Position,
    private readonly width: number | undefined,
  ) {
    this.line = from.line;
    this.parser = parse({
      bom: from.offset === 0,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_BYTES,
      on_record: (cells: string[], context: InfoRecord) => {
        this.rows.push(this.rowOf(cells, context));
        return null;
      },
    });
    // Without a reader of its output the stream would wait for one.
    this.parser.resume();
  }

  push(chunk: Buffer): Promise<Row[]> {
    return this.run((done) => this.parser.write(chunk, done));
  }

  end(): Promise<Row[]> {
    return this.run((done) => this.parser.end(done));
  }

  private async run(step: (done: (error?: Error | null) => void) => void): Promise<Row[]> {
    await new Promise<void>((resolve, reject) => {
      this.parser.once('error', reject);
      step((error) => (error ? reject(error) : resolve()));
    }).catch((error: Error) => {
      throw new ImportError(this.explain(error));
    });
    this.parser.removeAllListeners('error');
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  private rowOf(cells: string[], context: InfoRecord): Row {
    const line = this.line + 1 + (context.empty_lines - this.emptyLines);
    // csv-parse counts \r\n inside quotes as two lines; ours are those that an editor shows.
    const inside = context.lines - this.countedLines > 1 ? lineBreaksIn(cells) : 0;
    this.line = line + inside;
    this.emptyLines = context.empty_lines;
    this.countedLines = context.lines;
    const end = { offset: this.from.offset + context.bytes, line: this.line };
    if (this.width !== undefined && cells.length !== this.width) {
      const message = `the row has ${cells.length} columns, the header ${this.width}`;
      return { line, end, raw: cells, problem: { code: 'invalid_value', message } };
    }
    if (cells.some((cell) => cell.includes('\ufffd'))) {
      const message = 'is not UTF-8: convert the file, for example with iconv';
      return { line, end, raw: cells, problem: { code: 'invalid_value', message } };
    }
    return { line, end, raw: cells, cells };
  }

  private explain(error: Error): string {
    const place = `Line ${this.line + 1} of the file`;
    const unfinished = ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'];
    if (error instanceof CsvError && unfinished.includes(error.code)) {
      return `${place} does not end within ${MAX_ROW_BYTES} bytes: a quote is probably never closed. Correct it and start again.`;
    }
    return `${place} is not valid csv (${error.message}). Correct it and start again.`;
  }
}

const lineBreaksIn = (cells: readonly string[]): number =>
  cells.reduce((count, cell) => count + (cell.match(LINE_BREAK)?.length ?? 0), 0);
