import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { z } from 'zod';
import { declaredRoutes } from '../../../../test/support/declared-routes.js';
import type { DeclaredRoute } from './declared-routes.js';
import type { RouteDescription } from './description.js';
import { DESCRIPTIONS, PAGES } from './descriptions/index.js';
import { buildDocument } from './document.js';

const routes = declaredRoutes().filter(({ route }) => !PAGES.includes(route));
const document = buildDocument(routes, DESCRIPTIONS, '1.2.3');

const ROUTE: DeclaredRoute = {
  route: 'GET /v1/things/:id',
  access: 'read',
  status: 200,
  takes: { id: true, query: true, body: false },
};
const DESCRIPTION: RouteDescription = {
  tag: 'Operations',
  operation: 'getThing',
  summary: 'A thing',
  id: 'Of a thing.',
  query: z.strictObject({ limit: z.string().default('1') }),
};

describe('the document', () => {
  it('is OpenAPI 3.1 by the schema of the OpenAPI Initiative', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('has every route of the product', () => {
    const operations = Object.entries(document.paths as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(operations.sort()).toEqual(routes.map(({ route }) => route).sort());
  });

  it('says of every parameter what it is, and calls every operation something else', () => {
    const operations = Object.values(document.paths as Record<string, object>).flatMap((item) => Object.values(item));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const unsaid = operations.flatMap(({ operationId, parameters = [] }) =>
      parameters
        .filter(({ description }: { description?: string }) => !description)
        .map(({ name }: { name: string }) => `${operationId} ${name}`),
    );
    expect(unsaid).toEqual([]);
  });
});

describe('buildDocument refuses', () => {
  const build = (description: RouteDescription | undefined) =>
    buildDocument([ROUTE], description ? { [ROUTE.route]: description } : {}, '1');
  it('a route without a description', () => {
    expect(() => build(undefined)).toThrow('GET /v1/things/:id has none');
  });
  it('a description without a route', () => {
    expect(() => buildDocument([], { [ROUTE.route]: DESCRIPTION }, '1')).toThrow('no controller has it');
  });
  it.each(['id', 'query'] as const)('a description that leaves out the %s that the route takes', (part) => {
    const { [part]: _left, ...rest } = DESCRIPTION;
    expect(() => build(rest)).toThrow(`takes the ${part}, and is described otherwise`);
  });
  it('a description of a body that the route does not take', () => {
    expect(() => build({ ...DESCRIPTION, body: 'NewKey' })).toThrow('does not take the body');
  });
  it('nothing that is right', () => {
    expect(build(DESCRIPTION).paths).toHaveProperty('/v1/things/{id}.get.operationId', 'getThing');
  });
});
