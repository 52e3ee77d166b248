import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { IngestResult, Problem } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';

const MIB = 1024 * 1024;
const EVENT = { type: 'member.active', occurred_at: '2013-12-19T14:00:00Z', member_id: 'ann' };
const TEXT = JSON.stringify(EVENT);

let grapevine: GrapevineProcess;
beforeAll(async () => {
  grapevine = await GrapevineProcess.start();
}, 120_000);
afterAll(async () => {
  // Whatever was sent, nothing of it was an error of the server.
  expect(grapevine.log).not.toMatch(/"level":"(error|fatal)"|\n\s+at /);
  expect(await grapevine.stop()).toBe(0);
  await grapevine.remove();
});

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function send(method: string, path: string, headers: Record<string, string>, body?: Buffer | string) {
  const response = await fetch(grapevine.url + path, {
    method,
    headers: { authorization: `Bearer ${BOOTSTRAP_KEY}`, ...headers },
    ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const post = (body: Buffer | string, headers: Record<string, string> = {}) =>
  send('POST', '/v1/events', { 'content-type': 'application/json', ...headers }, body);

/** `status code`; the answer is a problem with a sentence, and says nothing of the server's inside. */
function problemOf({ status, headers, text }: Reply): string {
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem: Problem = JSON.parse(text);
  expect(problem).toMatchObject({
    status,
    title: expect.stringMatching(/^[A-Z]/),
    type: expect.stringMatching(/^urn:/),
  });
  expect(problem.detail).toMatch(/^["A-Z\d].*[.)]$/s);
  expect(text).not.toMatch(/node_modules|\.[jt]s:\d|\n\s+at |FST_/);
  return `${status} ${problem.code}`;
}

/** Writes bytes to a connection of its own, all of them before it listens, as simple clients do. @returns what came back */
async function raw(bytes: (string | Buffer)[], pauseMs = 0): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: grapevine.port });
  let answer = '';
  const ended = new Promise<void>((resolve, reject) => socket.once('close', () => resolve()).once('error', reject));
  socket.pause();
  for (const piece of bytes) {
    await new Promise<void>((resolve, reject) => socket.write(piece, (error) => (error ? reject(error) : resolve())));
    if (pauseMs > 0) await sleep(pauseMs);
  }
  socket.on('data', (chunk: Buffer) => {
    answer += chunk;
  });
  socket.resume();
  await ended;
  return answer;
}
const head = (path: string, headers: Record<string, string | number>, method = 'POST') =>
  [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    `authorization: Bearer ${BOOTSTRAP_KEY}`,
    'connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

describe('addresses and methods', () => {
  it.each([
    ['GET', '/v1/events', 'POST'],
    ['PUT', '/v1/events', 'POST'],
    ['OPTIONS', '/v1/events', 'POST'],
    ['DELETE', '/v1/keys', 'GET, HEAD, POST'],
    ['GET', '/v1/keys/0b9c0b52-9f6a-4ac9-8dcd-0e1ab9e0c2a8', 'DELETE'],
    ['POST', '/v1/series?metric=signups', 'GET, HEAD'],
    ['PATCH', '/health/ready', 'GET, HEAD'],
  ])('%s %s is told which methods there are', async (method, path, allowed) => {
    const reply = await send(method, path, {});
    expect(problemOf(reply)).toBe('405 method_not_allowed');
    expect(reply.headers.get('allow')).toBe(allowed);
  });

  it('answers HEAD as GET, without a body', async () => {
    expect(await send('HEAD', '/v1/status', {})).toMatchObject({ status: 200, text: '' });
    expect(await send('HEAD', '/v1/nothing', {})).toMatchObject({ status: 404, text: '' });
  });

  it.each([
    ['GET', '/v1/nothing', '404 not_found'],
    ['POST', '/v1/nothing', '404 not_found'],
    ['GET', '/v1/', '404 not_found'],
    ['GET', '/%zz', '400 unreadable_request'],
    ['POST', '/v1/events/%', '400 unreadable_request'],
    ['DELETE', `/v1/keys/${'x'.repeat(300)}`, '404 not_found'],
    ['DELETE', '/v1/keys/%00', '404 no_such_key'],
    ['DELETE', "/v1/keys/'%3B--", '404 no_such_key'],
    ['GET', '/..%2f..%2fetc/passwd', '404 not_found'],
  ])('%s %s', async (method, path, expected) => expect(problemOf(await send(method, path, {}))).toBe(expected));

  it('answers what is no HTTP at all', async () => {
    expect(await raw(['NONSENSE\r\n\r\n'])).toMatch(/^HTTP\/1\.1 400 [\s\S]*problem\+json[\s\S]*unreadable_request/);
    const long = await raw([head('/v1/status', { 'x-long': 'x'.repeat(20_000) }, 'GET')]);
    expect(long).toMatch(/^HTTP\/1\.1 431 [\s\S]*problem\+json[\s\S]*headers_too_large/);
  });
});

describe('what the headers say of a body', () => {
  it.each<[string, string | undefined]>([
    ['application/json; charset=utf-8', undefined],
    ['Application/JSON;charset=UTF-8', undefined],
    ['application/x-ndjson', undefined],
    ['text/plain', '415 unsupported_media_type'],
    ['application/x-www-form-urlencoded', '415 unsupported_media_type'],
    ['multipart/form-data; boundary=x', '415 unsupported_media_type'],
    ['application/jsonx', '415 unsupported_media_type'],
    [';;;', '415 unsupported_media_type'],
    ['json', '415 unsupported_media_type'],
  ])('Content-Type %s', async (type, refusal) => {
    const reply = await post(TEXT, { 'content-type': type });
    if (refusal) expect(problemOf(reply)).toBe(refusal);
    else expect(reply.status).toBe(202);
  });

  it('needs a Content-Type', async () => {
    const answer = await raw([head('/v1/events', { 'content-length': TEXT.length }), TEXT]);
    expect(answer).toMatch(/^HTTP\/1\.1 415 /);
  });

  const packed = gzipSync(TEXT);
  it.each<[string, Buffer | string, string | undefined]>([
    ['gzip', packed, undefined],
    ['GZIP', packed, undefined],
    ['br', brotliCompressSync(TEXT), undefined],
    ['identity', TEXT, undefined],
    ['gzip', TEXT, '400 unreadable_body'],
    ['gzip', '', '400 unreadable_body'],
    ['br', packed, '400 unreadable_body'],
    ['gzip', packed.subarray(0, -1), '400 unreadable_body'],
    ['gzip', packed.subarray(0, 12), '400 unreadable_body'],
    ['gzip', Buffer.concat([packed.subarray(0, -6), Buffer.alloc(6)]), '400 unreadable_body'],
    ['br', brotliCompressSync(TEXT).subarray(0, -3), '400 unreadable_body'],
    ['zstd', packed, '415 unsupported_encoding'],
    ['gzip, gzip', gzipSync(packed), '415 unsupported_encoding'],
    ['', TEXT, '415 unsupported_encoding'],
  ])('Content-Encoding %j (%#)', async (encoding, body, refusal) => {
    const reply = await post(body, { 'content-encoding': encoding });
    if (refusal) expect(problemOf(reply)).toBe(refusal);
    else expect(reply.status).toBe(202);
  });
});

describe('bodies on their way', () => {
  it('are read as they come: in pieces, in chunks, slowly', async () => {
    const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
    const length = { 'content-type': 'application/json', 'content-length': TEXT.length };
    const pieces = [head('/v1/events', length), ...(TEXT.match(/.{1,9}/gs) ?? [])];
    expect(await raw(pieces, 20)).toMatch(/^HTTP\/1\.1 202 /);
    const chunked = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const chunks = [head('/v1/events', chunked), chunk(TEXT.slice(0, 7)), chunk(TEXT.slice(7)), '0\r\n\r\n'];
    expect(await raw(chunks, 20)).toMatch(/^HTTP\/1\.1 202 /);
  });

  it('are answered although they are far too large, to a client that sends all before it listens', async () => {
    const piece = Buffer.alloc(MIB, 0x20);
    const twenty = Array<Buffer>(20).fill(piece);
    const types = { 'content-length': 20 * MIB, 'content-type': 'application/json' };
    expect(await raw([head('/v1/events', types), ...twenty])).toMatch(/^HTTP\/1\.1 413 /);
    expect(await raw([head('/v1/events', { ...types, 'content-type': 'text/csv' }), ...twenty])).toMatch(
      /^HTTP\/1\.1 415 /,
    );
    const chunks = twenty.flatMap(() => [`${MIB.toString(16)}\r\n`, piece, '\r\n']);
    const chunked = { 'transfer-encoding': 'chunked', 'content-type': 'application/json' };
    expect(await raw([head('/v1/events', chunked), ...chunks, '0\r\n\r\n'])).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('may never arrive: nothing is stored of them, and nobody else notices', async () => {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
    for (const part of ['', '[', TEXT.slice(0, 40), `[${TEXT},`]) {
      const socket = connect({ host: '127.0.0.1', port: grapevine.port });
      const type = { 'content-type': 'application/json', 'content-length': 10_000 };
      await new Promise((resolve) =>
        socket.write(head('/v1/events', type).replace(BOOTSTRAP_KEY, api.key) + part, resolve),
      );
      socket.resetAndDestroy();
    }
    expect((await api.send([EVENT])).status).toBe(202);
    expect((await api.drained()).events).toMatchObject({ accepted: 1, stored: 1 });
  });
});

describe('events', () => {
  const judge = async (events: readonly string[]): Promise<IngestResult> =>
    JSON.parse((await post(`[${events.join(',')}]`)).text);

  it('have no NUL and no half of a surrogate pair in any field of any type', async () => {
    const full = {
      ...EVENT,
      message_id: 'm',
      recipient_id: 'r',
      invited_by: 'i',
      channel: 'c',
      error_code: 'e',
      id: 'x',
    };
    const fields: [string, string[]][] = [
      [
        'member.signed_up',
        ['member_id', 'invited_by', 'id', 'platform', 'manufacturer', 'app_version', 'source', 'country'],
      ],
      ['message.sent', ['message_id', 'recipient_id', 'channel']],
      ['message.failed', ['error_code', 'message_id']],
      ['message.read', ['recipient_id']],
    ];
    const cases = fields.flatMap(([type, names]) =>
      names.flatMap((name) =>
        ['\\u0000', 'a\\u0000b', '\\ud800', 'a\\udc00', '\\udc00\\ud800'].map((hostile) => ({
          name,
          text: JSON.stringify({ ...full, type, [name]: 'HOSTILE' }).replace('HOSTILE', hostile),
        })),
      ),
    );
    const { accepted, rejected } = await judge(cases.map(({ text }) => text));
    expect(accepted).toBe(0);
    expect(rejected.map(({ field, code }) => `${field} ${code}`)).toEqual(
      cases.map(({ name }) => `${name} invalid_value`),
    );
    // An id that is fit for it is given back; no answer has what strict readers of JSON refuse.
    expect(rejected.filter(({ id }) => id !== undefined && id !== 'x')).toEqual([]);
  });

  it('in an NDJSON body stand on their own, bytes that are no UTF-8 included', async () => {
    const body = Buffer.concat([
      Buffer.from(`${TEXT}\n{"type":"`),
      Buffer.from([0xff]),
      Buffer.from(`"}\nnope\n\n${TEXT}`),
    ]);
    const { status, text } = await post(body, { 'content-type': 'application/x-ndjson' });
    const { accepted, rejected }: IngestResult = JSON.parse(text);
    expect([status, accepted, rejected.map(({ index, code }) => [index, code])]).toEqual([
      202,
      2,
      [
        [1, 'invalid_value'],
        [2, 'invalid_value'],
      ],
    ]);
  });

  it.each<[string, object, string]>([
    ['seconds with a fraction', { occurred_at: 1387461600.123 }, 'seconds'],
    ['nanoseconds', { occurred_at: 1387461600000000000 }, 'not micro- or nanoseconds'],
    ['milliseconds as text', { occurred_at: '1387461600000' }, 'leave out the quotes'],
    ['a time without an offset', { occurred_at: '2013-12-19T14:00:00' }, 'RFC 3339'],
    ['a number for an id', { member_id: 4917012345 }, 'expected string'],
    ['a country by name', { country: 'Germany' }, 'ISO 3166-1'],
    ['a property that is an object', { properties: { plan: { name: 'free' } } }, 'string, a number or a boolean'],
  ])('with %s are told what to send instead', async (_, change, words) => {
    const { rejected } = await judge([JSON.stringify({ ...EVENT, ...change })]);
    expect(rejected[0]?.message).toContain(words);
  });

  it('may repeat a name: the last counts, as everywhere', async () => {
    const { accepted, rejected } = await judge([
      '{"type":"x","type":"member.active","occurred_at":"2013-12-19T14:00:00Z","member_id":"a"}',
    ]);
    expect([accepted, rejected]).toEqual([1, []]);
  });

  it('with numbers beyond measure are no error of the server', async () => {
    const huge = ['1e999', '-1e999', '1e308', '123456789012345678901234567890', '-0', '1E-400'];
    const events = huge.map(
      (n) => `{"type":"member.active","member_id":"a","occurred_at":${n},"properties":{"n":${n}}}`,
    );
    const { accepted, rejected } = await judge(events);
    expect([accepted, rejected.length]).toEqual([0, huge.length]);
  });
});

describe('text that means something to databases', () => {
  const HOSTILE = [
    "x' OR 1=1; --",
    'a"b`c',
    'back\\slash',
    '\\',
    "\\'",
    'line\nbreak\r\ttab',
    'comma,comma\\,',
    '{x:String}',
    "'; DROP TABLE events; --",
    '%_?$1',
    '\\u0000',
    '\\N',
    'NULL',
    '\b\f\u001f\u007f',
    '\u2028\u2029\ufeff',
    'é\u{1f600}字',
    ' leading and trailing ',
    '=1+1',
    '(other)',
  ];
  const escape = (value: string) => value.replace(/[\\,]/g, (c) => `\\${c}`);

  async function storedBy(
    dimension: string,
    values: string[],
  ): Promise<{ api: ApiClient; segments: (string | undefined)[] }> {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { dimensions: ['app_version', 'plan'] }));
    const events = values.map((value, i) => ({
      ...EVENT,
      id: `e${i}`,
      member_id: `m${i}`,
      ...(dimension === 'plan' ? { properties: { plan: value } } : { app_version: value }),
    }));
    await api.sendAll([...events, ...events.map((event) => ({ ...event, type: 'member.signed_up' }))]);
    await api.drained();
    const { data } = await api.series({ metric: 'active_members', grain: 'day', by: dimension, limit: '1000' });
    return { api, segments: data.map(({ segment }) => segment) };
  }

  it.each(['app_version', 'plan'])('is stored and read back exactly as a value of %s', async (dimension) => {
    const { api, segments } = await storedBy(dimension, HOSTILE);
    expect([...segments].sort()).toEqual([...HOSTILE].sort());
    for (const metric of ['active_members', 'signups']) {
      for (const value of HOSTILE) {
        const query = { metric, grain: 'day', filter: `${dimension}:${escape(value)}` };
        expect([value, await api.values(query)]).toEqual([value, { '2013-12-19': 1 }]);
      }
      const filter = `${dimension}:${HOSTILE.map(escape).join(',')}`;
      expect(await api.values({ metric, grain: 'day', filter })).toEqual({ '2013-12-19': HOSTILE.length });
    }
  });

  it('is so whatever it is', async () => {
    const values = fc
      .sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), { numRuns: 300, seed: 20131219 })
      .filter((value) => !value.includes('\0'));
    const distinct = [...new Set(values)];
    const { segments } = await storedBy('app_version', distinct);
    expect([...segments].sort()).toEqual(distinct.sort());
  });

  it.each(HOSTILE)('is no name of a dimension or metric: %j', async (name) => {
    for (const parameter of ['metric', 'grain', 'window', 'by', 'filter', 'from', 'to', 'limit', name]) {
      const query = new URLSearchParams({
        metric: 'active_members',
        [parameter]: parameter === 'filter' ? `${name}:x` : name,
      });
      expect(problemOf(await send('GET', `/v1/series?${query}`, {}))).toBe('422 invalid_parameter');
    }
  });

  it('costs no more than a few filters may: eleven are too many', async () => {
    const filters = (count: number) => Array(count).fill('filter=platform:ios').join('&');
    expect((await send('GET', `/v1/series?metric=signups&${filters(10)}`, {})).status).toBe(200);
    expect(problemOf(await send('GET', `/v1/series?metric=signups&${filters(11)}`, {}))).toBe('422 invalid_parameter');
  });
});

describe('settings', () => {
  it.each<[string, string, string, string]>([
    ['POST', '/v1/keys', '{"name":"a\\u0000b","scopes":["read"]}', '422 invalid_parameter'],
    ['POST', '/v1/keys', '{"name":"a\\ud800","scopes":["read"]}', '422 invalid_parameter'],
    ['POST', '/v1/keys', '{"name":"x","scopes":["root"]}', '422 invalid_parameter'],
    ['POST', '/v1/keys', '{"name":"x","scopes":[]}', '422 invalid_parameter'],
    ['POST', '/v1/keys', 'null', '422 invalid_parameter'],
    ['POST', '/v1/keys', '', '422 invalid_parameter'],
    ['POST', '/v1/keys', '{', '400 unreadable_body'],
    ['POST', '/v1/keys', JSON.stringify({ name: 'x'.repeat(70_000), scopes: ['read'] }), '413 body_too_large'],
    ['PATCH', '/v1/workspace', '{"name":"a\\u0000b"}', '422 invalid_parameter'],
    ['PATCH', '/v1/workspace', '{"time_zone":"+05:45"}', '422 invalid_parameter'],
    ['PATCH', '/v1/workspace', '{"dimensions":["__proto__"]}', '422 invalid_parameter'],
    ['PATCH', '/v1/workspace', '{"__proto__":{"name":"x"}}', '422 invalid_parameter'],
    ['PATCH', '/v1/workspace', '{"max_age_days":0}', '422 invalid_parameter'],
    ['PATCH', '/v1/workspace', '{"slug":"mine"}', '422 invalid_parameter'],
    ['POST', '/v1/session', '{"token":"\\u0000"}', '401 link_not_valid'],
    ['POST', '/v1/session', '{"token":5}', '422 invalid_parameter'],
  ])('%s %s %j', async (method, path, body, expected) => {
    expect(problemOf(await send(method, path, { 'content-type': 'application/json' }, body))).toBe(expected);
  });

  it.each([
    '/v1/dead-letters?after=%00',
    '/v1/dead-letters?after=x',
    '/v1/dead-letters?limit=',
    '/v1/dead-letters?x=1',
    '/v1/status?format=csv',
    '/v1/restatements?metric=activemembers',
    '/v1/restatements?metric=signups,activemembers',
    '/v1/restatements?by=platform',
    '/v1/restatements?from=2013-12-02&to=2013-12-01',
    '/v1/annotations?from=2013-12-02&to=2013-12-01',
  ])('GET %s', async (path) => expect(problemOf(await send('GET', path, {}))).toBe('422 invalid_parameter'));

  it('are sent as JSON, and say so', async () => {
    const body = '{"name":"x","scopes":["read"]}';
    expect(problemOf(await send('POST', '/v1/keys', { 'content-type': 'text/plain' }, body))).toBe(
      '415 unsupported_media_type',
    );
  });
});
