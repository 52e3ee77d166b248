import { gzipSync } from 'node:zlib';
import type { IngestResult, SeriesAnswer, SeriesPoint, Status } from '@grapevine/contracts';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** The API as an analyst with curl sees it. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly key: string,
  ) {}

  /** Another key on the same server. */
  as(key: string): ApiClient {
    return new ApiClient(this.url, key);
  }

  async request<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const ask = () =>
      fetch(this.url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    // A test that computes for a minute does not hear that the server has closed the connection it kept. As browsers do, it asks again.
    const response = await (method === 'GET' ? ask().catch(ask) : ask());
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
      headers: response.headers,
    };
  }

  /** @throws Error when the answer is not a success */
  async get<T>(path: string): Promise<T> {
    const { status, body } = await this.request<T>('GET', path);
    if (status !== 200) throw new Error(`GET ${path} gave ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async send(events: readonly unknown[], gzip = true): Promise<Answer<IngestResult>> {
    const text = JSON.stringify(events);
    const response = await fetch(`${this.url}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.key}`,
        'content-type': 'application/json',
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      },
      body: gzip ? gzipSync(text, { level: 1 }) : text,
    });
    return { status: response.status, body: (await response.json()) as IngestResult, headers: response.headers };
  }

  /** Sends any number of events in requests of `size`, `parallel` at a time. @throws Error when one is not acknowledged */
  async sendAll(events: readonly unknown[], size = 1_000, parallel = 1): Promise<void> {
    let next = 0;
    const sender = async (): Promise<void> => {
      while (next < events.length) {
        const from = next;
        next += size;
        const { status, body } = await this.send(events.slice(from, from + size));
        if (status !== 202) throw new Error(`The events from ${from} on gave ${status}: ${JSON.stringify(body)}`);
      }
    };
    await Promise.all(Array.from({ length: parallel }, sender));
  }

  status(): Promise<Status> {
    return this.get('/v1/status');
  }

  /** Waits until every acknowledged event is in every answer. */
  async drained(patienceMs = 120_000): Promise<Status> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const status = await this.status();
      if (status.pipeline.pending_events === 0) return status;
      if (Date.now() > deadline) throw new Error(`Still pending: ${JSON.stringify(status.pipeline)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  series(query: Record<string, string | readonly string[]>): Promise<SeriesAnswer> {
    const parameters = new URLSearchParams();
    for (const [name, values] of Object.entries(query)) {
      for (const value of [values].flat()) parameters.append(name, value);
    }
    return this.get(`/v1/series?${parameters}`);
  }

  /** The values of a series by period; with a breakdown by `period/segment`. */
  async values(query: Record<string, string | readonly string[]>): Promise<Record<string, number | null>> {
    const { data } = await this.series(query);
    const nameOf = (point: SeriesPoint) =>
      point.segment === undefined ? point.period : `${point.period}/${point.segment}`;
    return Object.fromEntries(data.map((point) => [nameOf(point), point.value]));
  }
}
