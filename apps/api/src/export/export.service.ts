import { Readable } from 'node:stream';
import type { EventExportQuery, ExportEnd } from '@grapevine/contracts';
import { type LogText, readLog, Warehouse } from '@grapevine/warehouse';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { invalid } from '../http/parse.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

/** Answers `GET /v1/events/export`. */
@Injectable()
export class ExportService implements OnModuleInit {
  private readonly running = new Set<Readable>();

  constructor(
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    private readonly host: HttpAdapterHost,
  ) {}

  /** A stop waits for requests under way, and a large log would be one for longer than anybody waits. */
  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('preClose', async () => {
      for (const lines of this.running) lines.destroy(new Error('The server stops.'));
    });
  }

  /**
   * @returns the log of the workspace's revision as NDJSON, and a last line that only a whole answer has
   * @throws whatever keeps the first page from being read: nothing has been answered by then
   */
  async lines(workspaceId: number, { from, to, type: types }: EventExportQuery): Promise<Readable> {
    if (from !== undefined && to !== undefined && from > to) {
      throw invalid('The query', [{ parameter: 'from', message: `${from} lies after ${to}, the end of the range` }]);
    }
    const { id: workspace, revision } = await this.workspaces.get(workspaceId);
    const pages = readLog(this.warehouse, { workspace, revision, from, to, types });
    const first = await pages.next();
    const lines = Readable.from(this.whole(workspace, revision, first, pages), { objectMode: false });
    this.running.add(lines);
    return lines.once('close', () => this.running.delete(lines));
  }

  private async *whole(
    workspace: number,
    revision: number,
    first: IteratorResult<LogText, void>,
    pages: AsyncGenerator<LogText, void>,
  ): AsyncGenerator<string> {
    let events = 0;
    for (let page = first; !page.done; page = await pages.next()) {
      events += page.value.events;
      yield page.value.text;
    }
    // Read again, however lately it was: a rebuild that ended meanwhile removes the rows that were still to be read.
    const { revision: current } = await this.workspaces.get(workspace, Number.POSITIVE_INFINITY);
    if (current !== revision) throw new Error('The workspace was rebuilt during the export.');
    yield `${JSON.stringify({ type: 'export.end', events } satisfies ExportEnd)}\n`;
  }
}
