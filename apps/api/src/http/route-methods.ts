import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.js';

interface Route {
  readonly path: RegExp;
  readonly methods: readonly string[];
}

/**
 * Answers a wrong method at a right address with 405 and the methods that the address takes, instead of saying that there is
 * nothing. To be called before the routes are made.
 */
export function refuseWrongMethods(fastify: FastifyInstance): void {
  const routes: Route[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) routes.push({ path: pathOf(url), methods: [method].flat() });
  });
  fastify.addHook('onRequest', async (request) => {
    if (isKnown(request)) return;
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = new Set(routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods));
    if (methods.size === 0) return;
    const allowed = [...methods].sort().join(', ');
    throw new ProblemError(405, 'method_not_allowed', `${request.method} is not for this address. Use ${allowed}.`, {
      headers: { allow: allowed },
    });
  });
}

/** The address of the dashboard's pages takes whatever no other route knows. */
const isKnown = ({ is404, routeOptions }: FastifyRequest): boolean => !is404 && !routeOptions.url?.includes('*');

/** `/v1/keys/:id` as a pattern. */
const pathOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}$`);
