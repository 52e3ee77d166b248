import { type RejectedExample, RejectedExamples } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { LOGGER } from '../engines/tokens.js';

/** One example of a kind of fault in this time: a sender that is always wrong must not load the database. */
const PAUSE_MS = 10_000;

/** Keeps a few refused events, masked, so that people can see what is wrong with a sender. */
@Injectable()
export class RefusedExamples {
  private readonly recent = new LRUCache<string, true>({ max: 10_000, ttl: PAUSE_MS });

  constructor(
    private readonly store: RejectedExamples,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Beside the answer: nobody waits for it, and nothing is lost that was acknowledged. Left out is what is like one that was kept just now. */
  keep(workspaceId: number, examples: readonly RejectedExample[]): void {
    const fresh = examples.filter(({ code, field }) => {
      const kind = `${workspaceId} ${code} ${field}`;
      if (this.recent.has(kind)) return false;
      this.recent.set(kind, true);
      return true;
    });
    this.store.keep(workspaceId, fresh).catch((error: Error) => {
      this.logger.warn({ error: error.message }, 'Examples of refused events were not kept.');
    });
  }
}
