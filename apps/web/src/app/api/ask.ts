import type { PathsWithMethod, RequestBodyJSON, SuccessResponseJSON } from 'openapi-typescript-helpers';
import { request } from './client.js';
import type { paths } from './openapi.generated.js';

/** What the document of the API says: addresses, what they take, and what a success gives. */
type Method = 'get' | 'post';
type PathOf<M extends Method> = PathsWithMethod<paths, M>;
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never;
type AnswerOf<O> = O extends Record<string, unknown> ? SuccessResponseJSON<O> : never;

/** Asks for something, on the session's cookie. @throws {ApiError} see request() */
export function get<P extends PathOf<'get'>>(
  path: P,
  query: QueryOf<paths[P]['get']> | undefined,
  signal?: AbortSignal,
): Promise<AnswerOf<paths[P]['get']>> {
  return request('GET', withQuery(path, query), undefined, signal);
}

/** Gives something to be done. @throws {ApiError} see request() */
export function post<P extends PathOf<'post'>>(
  path: P,
  body: RequestBodyJSON<paths[P]['post']>,
): Promise<AnswerOf<paths[P]['post']>> {
  return request('POST', path, body);
}

/** An address with parameters, in the order in which they are given; those that are undefined are left out. */
function withQuery(path: string, query: object = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined) parameters.append(name, String(one));
  }
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}
