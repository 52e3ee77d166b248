import type { IngestResult, Problem } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { ApiDocument, type Document, type Operation } from '../support/openapi-document.js';

/** What differs from one run to the next: moments, and names that the server gives. */
const PASSING = new Set(['as_of', 'batch_id', 'id', 'decided_at']);

/** An example without what differs; of an object everything else has to be there. */
function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([name]) => !PASSING.has(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, lasting(inner)]));
}

describe('/openapi.json', () => {
  let grapevine: GrapevineProcess;
  let document: ApiDocument;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    // Anybody may read it: it says nothing of a workspace.
    document = new ApiDocument((await (await fetch(`${grapevine.url}/openapi.json`)).json()) as Document);
  }, 120_000);
  afterAll(() => grapevine?.remove());

  /** @returns what came; of NDJSON each line */
  const ask = async (operation: Operation, name?: string): Promise<{ status: number; bodies: unknown[] }> => {
    const body = operation.bodyOf(name);
    const response = await fetch(grapevine.url + operation.pathOf(name), {
      method: operation.method,
      headers: { authorization: `Bearer ${grapevine.api.key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isLines = response.headers.get('content-type')?.startsWith('application/x-ndjson');
    return {
      status: response.status,
      bodies: (isLines ? text.trimEnd().split('\n') : [text]).map((one) => JSON.parse(one)),
    };
  };
  const faultsOf = (operation: Operation, status: number, bodies: readonly unknown[]): string[] =>
    bodies.flatMap((body) => document.faultsOf(operation, status, body));

  it('shows examples that work, and answers that come', async () => {
    const asked: string[] = [];
    for (const operation of document.operations()) {
      for (const name of operation.exampleNames()) {
        const { status, bodies } = await ask(operation, name);
        const what = `${operation.id} ${name}`;
        asked.push(what);
        expect([what, status, bodies]).toEqual([what, operation.successStatus, expect.anything()]);
        expect([what, faultsOf(operation, status, bodies)]).toEqual([what, []]);
        const shown = operation.answerOf(name);
        if (shown === undefined) continue;
        expect([what, document.faultsOf(operation, status, shown)]).toEqual([what, []]);
        expect(bodies).toMatchObject([lasting(shown)]);
        if (operation.id === 'sendEvents') await grapevine.api.drained();
      }
    }
    expect(asked).toEqual(
      expect.arrayContaining(['sendEvents two_members', 'getSeries monthly', 'getGrowth monthly', 'getDelivery a_day']),
    );
  });

  it('describes the answer of every address that asks for nothing in particular, to the last field', async () => {
    const plain = document
      .operations()
      .filter(({ method, path, needs }) => method === 'GET' && !needs && !path.includes('{'));
    expect(plain.map(({ id }) => id)).toEqual(expect.arrayContaining(['listMetrics', 'getStatus', 'getWorkspace']));
    // Text of Prometheus has a form of its own.
    for (const operation of plain.filter(({ id }) => id !== 'getProcessMetrics')) {
      const { status, bodies } = await ask(operation);
      expect([operation.id, status, faultsOf(operation, status, bodies)]).toEqual([operation.id, 200, []]);
    }
  });

  it('describes what is answered to events of which none can be taken', async () => {
    const { status, body } = await grapevine.api.request<IngestResult>('POST', '/v1/events', [{ type: 'x' }]);
    const operation = document.operation('sendEvents');
    expect([status, document.faultsOf(operation, status, body)]).toEqual([422, []]);
  });

  it('says what a key needs to be allowed, and what is answered without one', async () => {
    for (const operation of document.operations().filter(({ scopes }) => scopes.length > 0)) {
      const path = operation.path.replace('{id}', '00000000-0000-4000-8000-000000000000');
      const response = await fetch(grapevine.url + path, { method: operation.method });
      const problem = (await response.json()) as Problem;
      expect([operation.id, response.status, document.faultsOf(operation, 401, problem)]).toEqual([
        operation.id,
        401,
        [],
      ]);
    }
  });

  describe('names parameters, each of which is refused with what is allowed where it is wrong:', () => {
    it('one that it does not name, with those that it does', async () => {
      for (const operation of document.operations().filter(({ parameters }) => parameters.length > 0)) {
        if (operation.path.includes('{')) continue;
        const { status, body } = await grapevine.api.request<Problem>(operation.method, `${operation.path}?colour=red`);
        const names = operation.parameters.map(({ name }) => name);
        expect([
          operation.id,
          status,
          body.errors?.find(({ parameter }) => parameter === 'colour')?.allowed?.sort(),
        ]).toEqual([operation.id, 422, names.sort()]);
      }
    });

    it('every one of every address', async () => {
      const tried: string[] = [];
      for (const operation of document.operations()) {
        for (const { name, schema } of operation.parameters.filter((one) => one.in === 'query')) {
          const base = operation.exampleNames()[0];
          const path = operation.pathOf(base, { [name]: 'no such thing' });
          const { status, body } = await grapevine.api.request<Problem>(operation.method, path);
          const what = `${operation.id} ${name}`;
          tried.push(what);
          expect([what, status, document.faultsOf(operation, status, body)]).toEqual([what, 422, []]);
          const error = body.errors?.find(({ parameter }) => parameter === name);
          expect([what, error?.message]).toEqual([what, expect.stringMatching(/\S/)]);
          const choices =
            schema.enum ?? schema.items?.enum ?? (schema.const === undefined ? undefined : [schema.const]);
          if (choices) expect([what, error?.allowed]).toEqual([what, choices]);
          // What a workspace decides stands in no document, and is listed all the same.
          if (name === 'by' && !choices)
            expect([what, error?.allowed]).toEqual([what, expect.arrayContaining(['platform'])]);
          if (schema.maximum !== undefined)
            expect(error?.message).toContain(`from ${schema.minimum} to ${schema.maximum}`);
        }
      }
      expect(tried.length).toBeGreaterThan(30);
    });
  });
});
