import type { RejectedRow } from './rejected-file.js';
import type { Position } from './row.js';

/**
 * A batch is full at so many bytes of body before gzip, or of input: well below the server's 10 MiB, and a bound on memory
 * where long rows become short events.
 */
const FULL_BYTES = 8 * 1024 * 1024;

/** One request's worth of rows. */
export interface Batch {
  /** NDJSON. */
  readonly body: string;
  /** The row behind each event of the body. */
  readonly rows: readonly BatchRow[];
  /** Rows that were refused before they were sent. */
  readonly rejected: readonly RejectedRow[];
  /** Where the first row behind this batch begins. */
  readonly end: Position;
}

export interface BatchRow {
  readonly line: number;
  readonly raw: unknown;
}

/** Gathers events up to a number of them or of bytes. */
export class Batcher {
  private events: string[] = [];
  private rows: BatchRow[] = [];
  private rejected: RejectedRow[] = [];
  private bytes = 0;
  private end: Position | undefined;

  /**
   * @param maxRows rows after which a batch is full
   * @param begin bytes of the input before the first row
   */
  constructor(
    private readonly maxRows: number,
    private begin: number,
  ) {}

  /** Adds a row as an event or as a rejection; gives a batch when that filled it. */
  add(row: BatchRow & { end: Position }, event: string | RejectedRow): Batch | undefined {
    if (typeof event === 'string') {
      this.events.push(event);
      this.rows.push({ line: row.line, raw: row.raw });
      this.bytes += Buffer.byteLength(event) + 1;
    } else {
      this.rejected.push(event);
    }
    this.end = row.end;
    const full =
      this.events.length + this.rejected.length >= this.maxRows ||
      this.bytes >= FULL_BYTES ||
      row.end.offset - this.begin >= FULL_BYTES;
    return full ? this.take() : undefined;
  }

  /** What has been gathered, even if it is little; undefined if nothing was. */
  take(): Batch | undefined {
    if (this.end === undefined) return undefined;
    const batch = { body: this.events.join('\n'), rows: this.rows, rejected: this.rejected, end: this.end };
    this.events = [];
    this.rows = [];
    this.rejected = [];
    this.bytes = 0;
    this.begin = this.end.offset;
    this.end = undefined;
    return batch;
  }
}
