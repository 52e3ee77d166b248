import type { DeclaredRoute } from './declared-routes.js';
import { type RouteDescription, TAGS } from './description.js';
import { nameOfRefusal, operationOf, REFUSALS, SECURITY_SCHEMES } from './operation.js';
import { type Json, namedSchemas, refTo } from './schemas.js';

const ABOUT =
  'Grapevine answers, exactly and at once, how many people use a messaging service, how many joined, who stayed, and ' +
  'whether the messages arrived.\n\n' +
  'Names are snake_case. Times are RFC 3339 strings, or integer epoch milliseconds where the field says so; dates are ' +
  "local days of the workspace's time zone. Errors are RFC 9457 `application/problem+json`: the `detail` says what to do " +
  'next, and `code` is stable for programs. Fields and addresses may be added; those that are here stay as they are.\n\n' +
  'Lists come in pages: `limit` says how many, and `next` of an answer is what the next request gives as `before` (lists ' +
  'that begin with the last) or `after` (lists that begin with the first); null ends the list.';

/**
 * The OpenAPI 3.1 document of the routes.
 *
 * @throws Error that names every route without a description, and every description that is not what its route takes
 */
export function buildDocument(
  routes: readonly DeclaredRoute[],
  descriptions: Readonly<Record<string, RouteDescription>>,
  version: string,
): Json {
  refuseHoles(routes, descriptions);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Grapevine',
      version,
      description: ABOUT,
      license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
    },
    servers: [{ url: '/', description: 'This server' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: pathsOf(routes, descriptions),
    components: { securitySchemes: SECURITY_SCHEMES, schemas: namedSchemas(), responses: refusals() },
  };
}

function pathsOf(routes: readonly DeclaredRoute[], descriptions: Readonly<Record<string, RouteDescription>>): Json {
  const paths: Record<string, Json> = {};
  // In the order of the descriptions, which is that of the tags.
  for (const [name, description] of Object.entries(descriptions)) {
    const route = routes.find((one) => one.route === name) as DeclaredRoute;
    const [method = '', path = ''] = name.replace(/:(\w+)/g, '{$1}').split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route, description) };
  }
  return paths;
}

function refusals(): Json {
  const content = { 'application/problem+json': { schema: refTo('Problem') } };
  const retry = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer', minimum: 0 } } };
  const entries = Object.entries(REFUSALS).map(([status, description]) => [
    nameOfRefusal(Number(status)),
    { description, ...(status === '429' || status === '503' ? { headers: retry } : {}), content },
  ]);
  return Object.fromEntries(entries);
}

function refuseHoles(routes: readonly DeclaredRoute[], descriptions: Readonly<Record<string, RouteDescription>>): void {
  const declared = new Set(routes.map(({ route }) => route));
  const faults = [
    ...routes.filter(({ route }) => !descriptions[route]).map(({ route }) => `${route} has none`),
    ...Object.keys(descriptions)
      .filter((route) => !declared.has(route))
      .map((route) => `${route} is described, and no controller has it`),
    ...routes.flatMap((route) => mismatches(route, descriptions[route.route])),
  ];
  if (faults.length === 0) return;
  throw new Error(`Descriptions of routes (apps/api/src/openapi/descriptions) are not right: ${faults.join('; ')}.`);
}

function mismatches({ route, takes, access }: DeclaredRoute, description: RouteDescription | undefined): string[] {
  if (!description) return [];
  const { id, query, body } = description;
  const said = { id: id !== undefined, query: query !== undefined, body: body !== undefined };
  // Events are read from the request itself, in bounded memory.
  const taken = description.body === 'EventBatch' ? { ...takes, body: true } : takes;
  const parts = (['id', 'query', 'body'] as const).filter((part) => said[part] !== taken[part]);
  return [
    ...parts.map(
      (part) => `${route} ${taken[part] ? 'takes' : 'does not take'} the ${part}, and is described otherwise`,
    ),
    ...(access === undefined ? [`${route} says nobody may use it`] : []),
  ];
}
