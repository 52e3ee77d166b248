import { setTimeout as pause } from 'node:timers/promises';
import { DemoFillings } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { JobQueues } from '@grapevine/queue';
import { DEMO, simulate, type WireEvent } from '@grapevine/simulator';
import { BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../engines/tokens.js';
import { IngestService } from '../ingest/ingest.service.js';
import { chunked } from './chunked.js';

/** As large as what a busy sender would send. */
const CHUNK = 2_000;
/** More than this need not wait in the queue: the workers would not be faster, and a stop would leave more to do. */
const MOST_PENDING = 20_000;
const BACKLOG_PAUSE_MS = 100;
const FAILURE_PAUSE_MS = 2_000;

/**
 * Sends the log of the simulated service into its workspace, on the way that every event takes. What was sent before a restart is not
 * sent again; the chunk that a kill cut off is, and changes nothing, since its events are the same.
 */
@Injectable()
export class DemoFiller implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly ingest: IngestService,
    private readonly fillings: DemoFillings,
    private readonly queues: JobQueues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Begins, or goes on, beside everything else; does nothing where there is nothing to fill. */
  start(): void {
    this.running = this.run().catch((error: Error) => {
      if (this.stopping.signal.aborted) return;
      this.logger.error({ error: error.message }, 'The demo could not be filled; the next start goes on with it.');
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const workspaceId = await this.fillings.unfinished();
    if (workspaceId === undefined) return;
    await this.fillings.alone(() => this.fill(workspaceId));
  }

  private async fill(workspaceId: number): Promise<void> {
    const began = performance.now();
    let sent = 0;
    const before = (await this.fillings.progress(workspaceId))?.sent ?? 0;
    for (const chunk of chunked(simulate(DEMO), CHUNK)) {
      if (this.stopping.signal.aborted) return;
      sent += chunk.length;
      if (sent <= before) {
        // It is made all the same: what comes after it depends on it. Others get their turn.
        await pause();
        continue;
      }
      await this.send(workspaceId, chunk);
      await this.fillings.advance(workspaceId, sent);
      await this.waitForWorkers(workspaceId);
    }
    await this.fillings.finish(workspaceId);
    const seconds = Math.round((performance.now() - began) / 1_000);
    this.logger.info({ events: sent, seconds }, 'The demo workspace is filled with simulated data.');
  }

  /** Tries until the queue has it, like every good sender. */
  private async send(workspaceId: number, chunk: readonly WireEvent[]): Promise<void> {
    for (;;) {
      try {
        // Made anew for each try: a body is given away.
        const bytes = Buffer.from(JSON.stringify(chunk));
        await this.ingest.ingest(workspaceId, (sort) => sort({ bytes, format: 'json' }));
        return;
      } catch (error) {
        this.logger.warn({ error: (error as Error).message }, 'A part of the demo was not taken; it is sent again.');
        await pause(FAILURE_PAUSE_MS, undefined, { signal: this.stopping.signal });
      }
    }
  }

  private async waitForWorkers(workspaceId: number): Promise<void> {
    while ((await this.queues.pending(workspaceId)).events > MOST_PENDING) {
      await pause(BACKLOG_PAUSE_MS, undefined, { signal: this.stopping.signal });
    }
  }
}
