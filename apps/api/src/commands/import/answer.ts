import { IngestResult, Problem } from '@grapevine/contracts';

/** What an answer of the server means for the request that got it. */
export type Verdict =
  | { readonly kind: 'done'; readonly result: IngestResult }
  /** Ask again; after `waitMs` where the server said so. */
  | { readonly kind: 'again'; readonly reason: string; readonly waitMs?: number | undefined }
  /** Asking again would not help. */
  | { readonly kind: 'stop'; readonly message: string };

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly location: string | null;
  readonly body: string;
}

const LONGEST_WAIT_MS = 5 * 60_000;

/** Judges an answer to `POST /v1/events` as the wire contract gives it. */
export function judge(answer: HttpAnswer, url: string): Verdict {
  const { status } = answer;
  if (status === 202 || status === 422) {
    const result = IngestResult.safeParse(jsonOf(answer.body));
    if (result.success) return { kind: 'done', result: result.data };
  }
  if (status === 503 || status === 429) {
    const reason = status === 503 ? 'the server is busy or starting' : 'the server asks for fewer requests';
    return { kind: 'again', reason, waitMs: waitOf(answer.retryAfter) };
  }
  if (status >= 500 || status === 408) return { kind: 'again', reason: `the server answered ${status}` };
  return { kind: 'stop', message: explain(answer, url) };
}

/** `Retry-After` in milliseconds: seconds or an HTTP date; undefined where there is none. */
function waitOf(retryAfter: string | null): number | undefined {
  if (retryAfter === null || retryAfter.trim() === '') return undefined;
  const seconds = Number(retryAfter);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}

function explain(answer: HttpAnswer, url: string): string {
  const problem = Problem.safeParse(jsonOf(answer.body));
  const said = problem.success ? ` It said: ${problem.data.detail}` : '';
  switch (answer.status) {
    case 401:
      return `${url} does not know this key (401). Give a key of this server with the scope ingest, by --key or GRAPEVINE_KEY.${said}`;
    case 403:
      return `The key may not send events (403). Give one with the scope ingest.${said}`;
    case 413:
      return `A request was too large for the server or a proxy before it (413). Make requests smaller, for example with --batch 500.${said}`;
  }
  if (answer.status >= 300 && answer.status < 400) {
    return `${url} sends requests on to ${answer.location ?? 'another address'} (${answer.status}). Give that server's address by --url.`;
  }
  if (problem.success) return `The server refused a request (${answer.status}).${said}`;
  return `${url} answered ${answer.status}, not as a Grapevine server does. Check --url.`;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
