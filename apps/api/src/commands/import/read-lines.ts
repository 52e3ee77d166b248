import { isUtf8 } from 'node:buffer';
import { type BadRow, type Cells, MAX_ROW_BYTES, type Position, type Row, type RowProblem } from './row.js';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = '\ufeff';

/** What a format makes of the text of one line: undefined for a line that holds nothing. */
export type LineParser = (text: string) => { cells: Cells } | { problem: RowProblem } | undefined;

/** Cuts bytes into lines and has each parsed. A line that cannot be read becomes a bad row; memory stays bounded by MAX_ROW_BYTES. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  from: Position,
  parse: LineParser,
): AsyncGenerator<Row[]> {
  const lines = new LineCutter(from);
  for await (const chunk of chunks) {
    const rows = lines.push(chunk).flatMap((line) => rowOf(line, parse));
    if (rows.length > 0) yield rows;
  }
  const rows = lines.end().flatMap((line) => rowOf(line, parse));
  if (rows.length > 0) yield rows;
}

interface Line {
  readonly line: number;
  readonly end: Position;
  /** Without its end; undefined where it is too long to be a row. */
  readonly bytes: Buffer | undefined;
}

function rowOf({ line, end, bytes }: Line, parse: LineParser): Row[] {
  const bad = (raw: string, problem: RowProblem): BadRow[] => [{ line, end, raw, problem }];
  if (bytes === undefined) return bad('', { code: 'too_large', message: `is longer than ${MAX_ROW_BYTES} bytes` });
  const decoded = bytes.toString('utf8');
  const text = line === 1 && decoded.startsWith(BYTE_ORDER_MARK) ? decoded.slice(1) : decoded;
  // Other encodings would turn different names into the same one.
  if (decoded.includes('\ufffd') && !isUtf8(bytes)) {
    return bad(text, { code: 'invalid_value', message: 'is not UTF-8: convert the file, for example with iconv' });
  }
  const parsed = parse(text);
  return parsed === undefined ? [] : [{ line, end, raw: text, ...parsed }];
}

class LineCutter {
  private readonly open: Buffer[] = [];
  private openBytes = 0;
  private offset: number;
  private line: number;

  constructor(from: Position) {
    this.offset = from.offset;
    this.line = from.line;
  }

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      lines.push(this.close(chunk.subarray(start, at), 1));
      start = at + 1;
    }
    this.keep(chunk.subarray(start));
    return lines;
  }

  /** The last line, where the file does not end with a newline. */
  end(): Line[] {
    return this.openBytes > 0 ? [this.close(Buffer.alloc(0), 0)] : [];
  }

  private keep(part: Buffer): void {
    this.openBytes += part.length;
    if (this.openBytes > MAX_ROW_BYTES) this.open.length = 0;
    else if (part.length > 0) this.open.push(part);
  }

  private close(last: Buffer, terminator: number): Line {
    this.keep(last);
    const tooLong = this.openBytes > MAX_ROW_BYTES;
    const whole = this.open.length === 1 ? this.open[0] : Buffer.concat(this.open);
    this.offset += this.openBytes + terminator;
    this.line += 1;
    this.open.length = 0;
    this.openBytes = 0;
    const end = { offset: this.offset, line: this.line };
    return { line: this.line, end, bytes: tooLong || !whole ? undefined : withoutCarriageReturn(whole) };
  }
}

const withoutCarriageReturn = (line: Buffer): Buffer =>
  line[line.length - 1] === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
