import type { Config } from '@grapevine/config';
import type { JobQueues } from '@grapevine/queue';
import { unavailable } from '../http/problem-error.js';

/** How old the count of waiting events may be before it is taken again. */
const COUNTED_MS = 1_000;

/** Refuses new events while too many acknowledged ones wait: better a sender that waits than a store that overflows. */
export class Backlog {
  private countedAt = Number.NEGATIVE_INFINITY;
  private events = 0;
  private counting: Promise<void> | undefined;

  constructor(
    private readonly queues: JobQueues,
    private readonly config: Pick<Config, 'maxPendingEvents'>,
  ) {}

  /** @throws ProblemError 503 while the backlog is over its limit, or while the queue's store does not answer */
  async requireRoom(): Promise<void> {
    const now = performance.now();
    if (now - this.countedAt > COUNTED_MS) {
      this.counting ??= this.count().finally(() => {
        this.counting = undefined;
      });
      // Only the first count is waited for; later ones happen beside the requests.
      if (this.countedAt === Number.NEGATIVE_INFINITY) await this.counting;
      else this.counting.catch(() => undefined);
    }
    if (this.events > this.config.maxPendingEvents) {
      throw unavailable(
        'backlog_full',
        `${this.events} acknowledged events wait to be stored, more than this server allows. Send these again later.`,
        10,
      );
    }
  }

  private async count(): Promise<void> {
    const { events } = await this.queues.pending();
    this.events = events;
    this.countedAt = performance.now();
  }
}
