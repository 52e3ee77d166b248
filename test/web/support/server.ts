import { Problem } from '@grapevine/contracts';

/** One request as the page sent it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  headers: Record<string, string>;
}

type Answer = { status: number; body?: unknown } | 'no answer';
type Handler = (asked: Asked) => unknown;

export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const none = (): Answer => ({ status: 204 });
export const unreachable = (): Answer => 'no answer';
export const problem = (status: number, title: string, detail: string, code = 'test'): Answer => ({
  status,
  body: Problem.parse({ type: 'about:blank', title, status, detail, code }),
});

/**
 * Stands in for the network: `fetch` answers by these routes (`GET /v1/status`), and nothing else of the page is replaced.
 * A route can be changed while the page is open, as a server changes.
 */
export function serve(routes: Record<string, Handler>) {
  const asked: Asked[] = [];
  globalThis.fetch = (async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost');
    const request: Asked = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      headers: init.headers as Record<string, string>,
    };
    asked.push(request);
    const handler = routes[`${request.method} ${request.path}`];
    if (!handler)
      throw new Error(`The page asked for ${request.method} ${request.path}, which this test does not answer.`);
    const answer = (await handler(request)) as Answer;
    if (answer === 'no answer') throw new TypeError('fetch failed');
    const blob = async () => new Blob([String(answer.body)], { type: 'text/csv' });
    return { ok: answer.status < 300, status: answer.status, json: async () => answer.body, blob } as Response;
  }) as typeof fetch;
  return { asked, routes };
}
