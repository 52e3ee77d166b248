import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../ingest/product.js';
import type { Visit } from './visits.js';

/** What a browser opens to one server. */
const CONNECTIONS = 6;

/** What a reader has waited for, in milliseconds. */
export interface Reading {
  /** Each answer, by its path. */
  readonly answers: ReadonlyMap<string, readonly number[]>;
  /** All answers of a page, from its top to its end, by the name of the visit. */
  readonly pages: ReadonlyMap<string, readonly number[]>;
}

/** Somebody who looks at page after page, until told to stop. */
export class Reader {
  private readonly answers = new Map<string, number[]>();
  private readonly pages = new Map<string, number[]>();
  private readonly stopping = new AbortController();
  private readonly work: Promise<void>;

  /** @param pauseMs from the last answer of a page to the next page */
  constructor(
    private readonly product: Product,
    visits: readonly Visit[],
    pauseMs: number,
  ) {
    this.work = this.read(visits, pauseMs);
    // Awaited in stop(); until then a failure must not end the bench without its clearing up.
    this.work.catch(() => {});
  }

  /** Ends with the page that is open. */
  async stop(): Promise<Reading> {
    this.stopping.abort();
    await this.work;
    return { answers: this.answers, pages: this.pages };
  }

  private async read(visits: readonly Visit[], pauseMs: number): Promise<void> {
    const { signal } = this.stopping;
    for (let turn = 0; !signal.aborted; turn++) {
      await this.open(visits[turn % visits.length] as Visit);
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  private async open({ name, steps }: Visit): Promise<void> {
    const begun = performance.now();
    for (const paths of steps) await this.askAll(paths);
    note(this.pages, name, performance.now() - begun);
  }

  /** As a browser does: all at once, on as many connections as it has. */
  private async askAll(paths: readonly string[]): Promise<void> {
    const waiting = [...paths];
    const ask = async (): Promise<void> => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const sent = performance.now();
        await (await this.product.get(path)).arrayBuffer();
        note(this.answers, path, performance.now() - sent);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  }
}

function note(times: Map<string, number[]>, name: string, ms: number): void {
  const known = times.get(name);
  if (known) known.push(ms);
  else times.set(name, [ms]);
}
