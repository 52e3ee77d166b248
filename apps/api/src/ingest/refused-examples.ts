import { type RejectedExample, RejectedExamples } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { maskEvent, type Rejection } from '@grapevine/pipeline';
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

  /** @returns what to keep of a refused event; undefined where one like it was kept just now */
  example(workspaceId: number, rejection: Rejection, event: unknown, receivedAt: number): RejectedExample | undefined {
    const { code, field: path, message } = rejection;
    // Behind a dot stands the name of a property, which the sender chose.
    const field = path?.split('.', 1)[0] ?? null;
    const kind = `${workspaceId} ${code} ${field}`;
    if (this.recent.has(kind)) return undefined;
    this.recent.set(kind, true);
    const told = path === undefined || field === null ? message : message.replaceAll(path, field);
    return { code, field, message: told, event: maskEvent(event), receivedAt };
  }

  /** Beside the answer: nobody waits for it, and nothing is lost that was acknowledged. */
  keep(workspaceId: number, examples: readonly RejectedExample[]): void {
    this.store.keep(workspaceId, examples).catch((error: Error) => {
      this.logger.warn({ error: error.message }, 'Examples of refused events were not kept.');
    });
  }
}
