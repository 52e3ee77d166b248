import { availableParallelism } from 'node:os';
import { Pseudonymiser } from '@grapevine/pipeline';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { SECRET } from '../engines/tokens.js';
import { ProblemError } from '../http/problem-error.js';
import { type EventBody, type SortedEvents, type SortingRules, sortEvents } from './sort-events.js';
import type { SortingResult, SortingTask } from './sorting-thread.js';

/** A body of fewer bytes is sorted in less time than it takes to wake a thread. */
const WORTH_A_THREAD = 32 * 1024;
/** One core is for what only the main thread does. */
const MOST_THREADS = 4;

/**
 * Sorts the events of bodies: large ones in threads. Reading, checking and hashing them is two fifths of what an event costs this
 * process, and whoever waits for an answer meanwhile would wait for a thousand events of somebody else.
 */
@Injectable()
export class EventSorter implements OnApplicationShutdown {
  private threads: Piscina<SortingTask, SortingResult> | undefined;

  constructor(
    private readonly pseudonymiser: Pseudonymiser,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /**
   * @param body large ones are given away: nobody may look into them any more
   * @throws ProblemError 400 where the body is not JSON at all, 413 where it has too many events
   */
  async sort(body: EventBody, rules: SortingRules): Promise<SortedEvents> {
    if (body.bytes.length < WORTH_A_THREAD) return sortEvents(body, rules, this.pseudonymiser);
    // Started by the first that needs them: many servers never get a large body.
    this.threads ??= this.startThreads();
    const { bytes, format } = body;
    const result = await this.threads.run({ bytes, format, rules }, { transferList: movable(bytes) });
    if ('sorted' in result) return result.sorted;
    const { status, code, detail } = result.problem;
    throw new ProblemError(status, code, detail);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads?.destroy();
  }

  private startThreads(): Piscina<SortingTask, SortingResult> {
    return new Piscina({
      filename: new URL('./sorting-thread.js', import.meta.url).href,
      workerData: { secret: this.secret },
      minThreads: 1,
      maxThreads: Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1)),
    });
  }
}

/** Memory that both threads see stays where it is; other memory moves, since a copy would be of all of it. */
const movable = ({ buffer }: Buffer): ArrayBuffer[] => (buffer instanceof ArrayBuffer ? [buffer] : []);
