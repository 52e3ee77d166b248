import { columnsOf, type EventExportQuery, type ExportEnd, ExportedEvent } from '@grapevine/contracts';
import { type Batch, metadataOf } from '@grapevine/exports';
import { type LogLines, readLog, Warehouse } from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { StreamedTable } from '../answers/streamed-table.js';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { refuseReversed } from '../http/parse.js';
import { unavailable } from '../http/problem-error.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

/** Answers `GET /v1/events/export`. */
@Injectable()
export class EventLogService {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /**
   * @returns the log of the workspace's revision, whose NDJSON has a last line that only a whole answer has
   * @throws whatever keeps the first page from being read: nothing has been answered by then
   */
  async log(workspaceId: number, { from, to, type: types }: EventExportQuery): Promise<StreamedTable> {
    refuseReversed({ from, to });
    const asOf = new Date(this.now()).toISOString();
    const { id: workspace, revision, timeZone } = await this.workspaces.get(workspaceId);
    const pages = readLog(this.warehouse, { workspace, revision, from, to, types });
    const first = await pages.next();
    const head = {
      columns: columnsOf(ExportedEvent),
      metadata: metadataOf({ time_zone: timeZone, range: { start: from, end: to }, types, as_of: asOf }),
      lastLine: (events: number): ExportEnd => ({ type: 'export.end', events }),
    };
    return new StreamedTable(head, this.whole(workspace, revision, first, pages));
  }

  private async *whole(
    workspace: number,
    revision: number,
    first: IteratorResult<LogLines, void>,
    pages: AsyncGenerator<LogLines, void>,
  ): AsyncGenerator<Batch> {
    for (let page = first; !page.done; page = await pages.next()) yield batchOf(page.value);
    // Read again, however lately it was: a rebuild that ended meanwhile removes the rows that were still to be read.
    const { revision: current } = await this.workspaces.get(workspace, Number.POSITIVE_INFINITY);
    if (current === revision) return;
    throw unavailable('rebuilt_meanwhile', 'The workspace was rebuilt while its log was read. Ask again.', 1);
  }
}

/** Lines that are handed on at once: a text of some 100 KB, which is garbage as soon as it is sent. */
const PIECE_LINES = 256;

const batchOf = (lines: LogLines): Batch => ({
  size: lines.length,
  ndjson: () => piecesOf(lines),
  rows: () => lines.map((line) => JSON.parse(line) as object),
});

function* piecesOf(lines: LogLines): Generator<string> {
  for (let at = 0; at < lines.length; at += PIECE_LINES) yield `${lines.slice(at, at + PIECE_LINES).join('\n')}\n`;
}
