import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem-error.js';

/** Whose page made the request, as the browser says; programs say nothing. */
function originOf({ headers }: FastifyRequest): 'own' | 'foreign' | 'untold' {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'foreign';
  if (origin === undefined) return 'untold';
  return URL.canParse(origin) && new URL(origin).host === host ? 'own' : 'foreign';
}

/**
 * Browsers send the cookie along with requests that other sites make; those may not change anything.
 *
 * @throws ProblemError 403 unless a page of the dashboard made the request, or it only reads
 */
export function requireOwnPage(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || originOf(request) === 'own') return;
  throw new ProblemError(403, 'foreign_origin', 'A request with a session cookie must come from the dashboard itself.');
}

/** Other sites may neither sign anybody in nor out; a program may, it has the link or the cookie. @throws ProblemError 403 */
export function refuseForeignPage(request: FastifyRequest): void {
  if (originOf(request) !== 'foreign') return;
  throw new ProblemError(403, 'foreign_origin', 'Only the pages of the dashboard may sign in or out.');
}
