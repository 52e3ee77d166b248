import type { Problem } from '@grapevine/contracts';

/** The server's answer to a request that it refused, or the fact that it could not be reached at all. */
export class ApiError extends Error {
  /**
   * @param status HTTP status; 0 when no answer came (server down, network gone, time over).
   * @param problem the server's own words; null when the answer was not one of ours, such as a proxy's page.
   */
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(problem?.detail ?? (status === 0 ? 'no answer' : `HTTP ${status}`));
    this.name = 'ApiError';
  }
}

/** The parameter of the address that names the workspace. */
export const WORKSPACE = 'workspace';

/** Longer than any query is allowed to run on the server, so that its own error arrives first. */
const PATIENCE_MS = 60_000;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One request to the API, on the session's cookie.
 * @throws {ApiError} for every answer outside 2xx and when there is none; an abort by `signal` is passed on as it is.
 */
export async function request<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal);
  if (!response.ok) throw new ApiError(response.status, await readProblem(response));
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    // A proxy's page under status 200, or an answer cut off on its way.
    throw new ApiError(response.status, null);
  }
}

/** An answer as a file, byte for byte as the server sent it. @throws {ApiError} as request() does */
export async function requestFile(path: string): Promise<Blob> {
  const response = await send('GET', path, undefined);
  if (!response.ok) throw new ApiError(response.status, await readProblem(response));
  return response.blob();
}

/**
 * Which workspace this window looks at. It stands in the address, so that a view is a link and two windows can look at two; without it the
 * server knows one.
 */
export const slugOfAddress = (): string | null => new URLSearchParams(window.location.search).get(WORKSPACE);

function workspaceOfAddress(): Record<string, string> {
  const slug = slugOfAddress();
  return slug === null ? {} : { 'grapevine-workspace': slug };
}

declare global {
  interface Window {
    /** What public/ahead.js has asked before the app was here: of which workspace, and the answers by their paths. */
    askedAhead?: { readonly workspace: string | null; readonly answers: Map<string, Promise<Response>> };
  }
}

/** The answer to what was asked ahead, once: who asks again wants to know anew. Back may have led to another workspace meanwhile. */
function takeAhead(path: string): Promise<Response> | undefined {
  const ahead = window.askedAhead;
  const answer = ahead?.answers.get(path);
  ahead?.answers.delete(path);
  return ahead?.workspace === slugOfAddress() ? answer : undefined;
}

async function send(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const limit = AbortSignal.timeout(PATIENCE_MS);
  try {
    const answered = method === 'GET' ? await takeAhead(path) : undefined;
    if (answered) return answered;
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        ...workspaceOfAddress(),
        // Also where there is no body: a form of another site cannot send this type, which keeps mutations same-origin.
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, null);
  }
}

async function readProblem(response: Response): Promise<Problem | null> {
  try {
    const body = (await response.json()) as Partial<Problem> | null;
    return typeof body?.title === 'string' && typeof body.detail === 'string' ? (body as Problem) : null;
  } catch {
    return null;
  }
}
