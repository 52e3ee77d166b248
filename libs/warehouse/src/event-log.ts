import type { NamedStatement } from './named-query.js';
import { type LogPosition, type LogQuestion, logPage } from './queries/log-page.js';

/**
 * Rows of one page. An event is about 450 bytes as text, so that a page is some 2 MB. Each page reads at least one granule (8,192 rows)
 * of every part of the table, so that small pages cost time; large ones cost memory. Measured on a million events as NDJSON: 8,192 rows
 * 18 s and 260 MiB, 4,096 rows 28 s and 165 MiB, 2,048 rows 40 s and 95 MiB.
 */
const PAGE_ROWS = 4_096;

/** Some events of the log, one JSON object a line. */
export type LogLines = readonly string[];

/** The part of Warehouse that the log needs. */
export interface TextReader {
  text(query: NamedStatement): Promise<string>;
}

/**
 * Reads the log page by page, distinct events only, ordered by day, type, event key and content hash. Memory is that of a page,
 * and no connection is held between pages, however slowly the reader takes them: chDB streams too, but a stream would keep
 * one of its few connections for as long.
 *
 * An event that is stored meanwhile is among them if its place is still ahead.
 *
 * @throws WarehouseUnavailableError, ClickHouseError: what came until then is not the whole log
 */
export async function* readLog(
  reader: TextReader,
  question: LogQuestion,
  pageRows: number = PAGE_ROWS,
): AsyncGenerator<LogLines> {
  let last: LogPosition | undefined;
  for (;;) {
    const lines = (await reader.text(logPage(question, last, pageRows))).split('\n').filter((line) => line !== '');
    const distinct = lines.filter((line, i) => i === 0 || identityOf(line) !== identityOf(lines[i - 1] as string));
    if (distinct.length > 0) yield distinct;
    if (lines.length < pageRows) return;
    last = positionOf(lines[lines.length - 1] as string);
  }
}

const CONTENT_HASH = '"content_hash":"';

/** A line begins with type, event key and content hash; its day follows from its content. */
const identityOf = (line: string): string => line.slice(0, line.indexOf(CONTENT_HASH) + CONTENT_HASH.length + 32);

function positionOf(line: string): LogPosition {
  const { day, type, event_key, content_hash } = JSON.parse(line) as LogPosition;
  return { day, type, event_key, content_hash };
}
