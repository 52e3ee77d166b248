import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { CreatedKey, IngestResult, Problem } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';

const MIB = 1024 * 1024;

const good = (i: number, rest: Record<string, unknown> = {}) => ({
  type: 'message.sent',
  id: `g-${i}`,
  message_id: `m-${i}`,
  member_id: `member-${i % 50}`,
  occurred_at: '2013-12-19T14:00:00Z',
  ...rest,
});

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: IngestResult & Problem;
}

describe('bad input', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
  }, 120_000);
  afterAll(() => grapevine?.remove());

  const post = async (
    body: string | Buffer,
    headers: Record<string, string> = {},
    key = BOOTSTRAP_KEY,
  ): Promise<Reply> => {
    const response = await fetch(`${grapevine.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body,
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as IngestResult & Problem,
    };
  };
  const expectProblem = (reply: Reply, status: number, code?: string): void => {
    expect({ status: reply.status, type: reply.headers.get('content-type') }).toEqual({
      status,
      type: 'application/problem+json; charset=utf-8',
    });
    expect(reply.body).toMatchObject({
      status,
      type: expect.any(String),
      title: expect.any(String),
      ...(code ? { code } : {}),
    });
    expect(reply.body.detail).toMatch(/^[A-Z"].*[.)]$/s);
    expect(JSON.stringify(reply.body)).not.toMatch(/node_modules|\.ts:|\.js:|at \w+ \(/);
  };

  describe('of keys', () => {
    const makeKey = async (scopes: string[]): Promise<CreatedKey> =>
      (await grapevine.api.request<CreatedKey>('POST', '/v1/keys', { name: 'test', scopes })).body;

    it('refuses a wrong key, none, and one that may only read', async () => {
      expectProblem(await post('[]', {}, 'gv_wrong'), 401, 'invalid_key');
      expectProblem(await post('[]', { authorization: '' }), 401);
      expectProblem(await post('[]', {}, (await makeKey(['read'])).key), 403, 'missing_scope');
    });

    it('takes the key as the user name of Basic too', async () => {
      const { key } = await makeKey(['ingest']);
      const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
      expect((await post(JSON.stringify(good(1)), { authorization })).status).toBe(202);
    });

    it('stops a revoked key within a second, though it is used all the time', async () => {
      const { key, id } = await makeKey(['ingest']);
      const body = JSON.stringify(good(2));
      expect((await post(body, {}, key)).status).toBe(202);
      expect((await grapevine.api.request('DELETE', `/v1/keys/${id}`)).status).toBe(204);
      const deadline = Date.now() + 1_000;
      let { status } = await post(body, {}, key);
      while (status === 202 && Date.now() < deadline) ({ status } = await post(body, {}, key));
      expect((await post(body, {}, key)).status).toBe(401);
    });

    it('keeps a key to its own workspace', async () => {
      const other = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
      await other.send([good(900, { member_id: 'only-there' })]);
      expect((await other.drained()).events.accepted).toBe(1);
      const own = (await makeKey(['read'])).id;
      expect((await other.request('DELETE', `/v1/keys/${own}`)).status).toBe(404);
      const { data } = await other.get<{ data: { id: string }[] }>('/v1/keys');
      expect(data.map(({ id }) => id)).not.toContain(own);
    });
  });

  describe('of bodies', () => {
    it.each([
      ['not JSON', '{"type": ', 400],
      ['nothing', '', 400],
      ['null', 'null', 400],
      ['a number', '17', 400],
      ['events that are no array', '{"events": {}}', 400],
      ['bytes that are not UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d]), 400],
      ['a body cut off in the middle of gzip', gzipSync(JSON.stringify([good(3)])).subarray(0, 40), 400],
    ])('%s: %#', async (name, body, status) => {
      expectProblem(await post(body, name.includes('gzip') ? { 'content-encoding': 'gzip' } : {}), status as number);
    });

    it('refuses other types and encodings by what it does take', async () => {
      expectProblem(await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }), 415);
      expectProblem(await post('[]', { 'content-encoding': 'zstd' }), 415);
    });

    it('refuses 10 MiB and one byte, plain or packed, and 5,001 events', async () => {
      const zeros = Buffer.alloc(10 * MIB + 1, '0');
      expectProblem(await post(gzipSync(zeros), { 'content-encoding': 'gzip' }), 413);
      expectProblem(await post(brotliCompressSync(zeros.subarray(0), {}), { 'content-encoding': 'br' }), 413);
      const many = JSON.stringify(Array.from({ length: 5_001 }, (_, i) => good(i)));
      expectProblem(await post(many), 413, 'too_many_events');
    }, 60_000);

    it('holds at most 64 MiB more while twenty gzip bombs come at once', async () => {
      const bomb = gzipSync(Buffer.alloc(200 * MIB), { level: 9 });
      const headers = { 'content-encoding': 'gzip' };
      for (let i = 0; i < 3; i++) expectProblem(await post(bomb, headers), 413);
      const status = `/proc/${grapevine.pid}/status`;
      const read = (field: string) =>
        Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
      writeFileSync(`/proc/${grapevine.pid}/clear_refs`, '5');
      const before = read('VmRSS');
      const replies = await Promise.all(Array.from({ length: 20 }, () => post(bomb, headers)));
      for (const reply of replies) expectProblem(reply, 413);
      expect(read('VmHWM') - before).toBeLessThan(64);
    }, 120_000);

    it('answers before it has read a body that is too large', async () => {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const sending = request(`${grapevine.url}/v1/events`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${BOOTSTRAP_KEY}`,
            'content-type': 'application/json',
            'content-length': 50 * MIB,
          },
        });
        sending.on('response', (response) => resolve(response.statusCode)).on('error', reject);
        sending.write('[');
      });
      expect(status).toBe(413);
    });
  });

  describe('of events', () => {
    const deep = `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`;
    const cases: [string, string, string, string | null][] = [
      ['an unknown type', JSON.stringify(good(1, { type: 'message.lost' })), 'unknown_type', 'type'],
      ['a type of all objects', JSON.stringify(good(1, { type: 'constructor' })), 'unknown_type', 'type'],
      ['no type', JSON.stringify({ member_id: 'a' }), 'missing_field', 'type'],
      ['no member', JSON.stringify(good(1, { member_id: undefined })), 'missing_field', 'member_id'],
      ['no time', JSON.stringify(good(1, { occurred_at: null })), 'missing_field', 'occurred_at'],
      ['a member that is a number', JSON.stringify(good(1, { member_id: 7 })), 'invalid_type', 'member_id'],
      [
        'a member of 300 characters',
        JSON.stringify(good(1, { member_id: 'x'.repeat(300) })),
        'invalid_value',
        'member_id',
      ],
      [
        'a date that does not exist',
        JSON.stringify(good(1, { occurred_at: '2013-02-30T00:00:00Z' })),
        'invalid_value',
        'occurred_at',
      ],
      [
        'a time without an offset',
        JSON.stringify(good(1, { occurred_at: '2013-02-28T00:00:00' })),
        'invalid_value',
        'occurred_at',
      ],
      ['seconds', JSON.stringify(good(1, { occurred_at: 1_387_461_600 })), 'invalid_value', 'occurred_at'],
      ['the future', JSON.stringify(good(1, { occurred_at: Date.now() + 2 * 3_600_000 })), 'in_future', 'occurred_at'],
      ['a NUL in an identity', JSON.stringify(good(1, { member_id: 'a\0b' })), 'invalid_value', 'member_id'],
      [
        'half a surrogate pair in a label',
        '{"type":"member.active","member_id":"a","occurred_at":1387461600000,"platform":"\\ud83d"}',
        'invalid_value',
        'platform',
      ],
      [
        'a NUL in a property',
        JSON.stringify(good(1, { properties: { plan: 'a\0' } })),
        'invalid_value',
        'properties.plan',
      ],
      [
        '__proto__',
        '{"type":"member.active","member_id":"a","occurred_at":1387461600000,"__proto__":{"x":1}}',
        'forbidden_key',
        '__proto__',
      ],
      ['constructor', JSON.stringify(good(1, { constructor: { prototype: 1 } })), 'forbidden_key', 'constructor'],
      [
        '__proto__ in properties',
        '{"type":"member.active","member_id":"a","occurred_at":1387461600000,"properties":{"__proto__":"x"}}',
        'forbidden_key',
        '__proto__',
      ],
      ['33 KiB', JSON.stringify(good(1, { note: 'x'.repeat(33 * 1024) })), 'too_large', null],
    ];

    it.each(cases)('%s is refused alone, the others are stored', async (_, text, code, field) => {
      const { status, body } = await post(`[${JSON.stringify(good(10))},${text},${JSON.stringify(good(11))}]`);
      expect({ status, accepted: body.accepted }).toEqual({ status: 202, accepted: 2 });
      expect(body.rejected).toEqual([
        {
          index: 1,
          code,
          message: expect.stringMatching(/\w/),
          ...(field === null ? {} : { field }),
          // The sender's own id, unless the event was too large to be read.
          ...(text.includes('"id":"g-1"') && code !== 'too_large' ? { id: 'g-1' } : {}),
        },
      ]);
      // As one event alone it is 422 with the same body.
      const alone = await post(text);
      expect({ status: alone.status, accepted: alone.body.accepted, code: alone.body.rejected[0]?.code }).toEqual({
        status: 422,
        accepted: 0,
        code,
      });
    });

    it('says that seconds are seconds', async () => {
      const { body } = await post(JSON.stringify(good(1, { occurred_at: 1_387_461_600 })));
      expect(body.rejected[0]?.message).toMatch(/seconds/);
    });

    it('takes a line that is no JSON, or too long, out of NDJSON alone', async () => {
      const lines = [
        JSON.stringify(good(20)),
        '{"type":',
        '',
        JSON.stringify(good(21, { note: 'x'.repeat(33 * 1024) })),
        JSON.stringify(good(22)),
      ];
      const { status, body } = await post(lines.join('\n'), { 'content-type': 'application/x-ndjson' });
      expect({ status, accepted: body.accepted }).toEqual({ status: 202, accepted: 2 });
      expect(body.rejected.map(({ index, code }) => [index, code])).toEqual([
        [1, 'invalid_value'],
        [2, 'too_large'],
      ]);
    });

    it('ignores what a type does not use, unknown fields, nulls, and nesting without end', async () => {
      const text = `{"type":"member.active","member_id":"a","occurred_at":1387461600000,"message_id":17,"channel":null,"platform":"","x":${deep}}`;
      const { status, body } = await post(text);
      // Either it fits into 32 KiB, or it is told that it does not; never an error of the server.
      expect([202, 422]).toContain(status);
      if (status === 422) expect(body.rejected[0]?.code).toBe('too_large');
    });

    it('refuses old events only where the workspace says so', async () => {
      const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
      expect((await api.send([good(1, { occurred_at: '1970-01-02T00:00:00Z' })])).body.accepted).toBe(1);
      expect((await api.request('PATCH', '/v1/workspace', { max_age_days: 30 })).status).toBe(200);
      const { body } = await api.send([good(2)]);
      expect(body.rejected[0]).toMatchObject({ code: 'too_old', field: 'occurred_at' });
    });

    it('stores 4,999 good events of five clients although a sixth sends a bad one among them', async () => {
      const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
      const events: Record<string, unknown>[] = Array.from({ length: 5_000 }, (_, i) => good(i));
      events[2_345] = good(2_345, { occurred_at: '2013-02-30T00:00:00Z' });
      const answers = await Promise.all([0, 1, 2, 3, 4].map((i) => api.send(events.slice(i * 1_000, (i + 1) * 1_000))));
      expect(answers.map(({ body }) => body.accepted)).toEqual([1_000, 1_000, 999, 1_000, 1_000]);
      expect((await api.drained()).events).toMatchObject({
        accepted: 4_999,
        stored: 4_999,
        rejected: { invalid_value: 1 },
      });
    });
  });

  describe('of questions', () => {
    it.each([
      ['metric=nothing', 'metric', 'active_members'],
      ['metric=active_members&grain=hour', 'grain', 'month'],
      ['metric=active_members&grain=day&window=rolling_9', 'window', 'rolling_28'],
      ['metric=signups&grain=day&window=rolling_7', 'window', 'calendar'],
      ['metric=active_members&by=shoe_size', 'by', 'platform'],
      ['metric=active_members&filter=shoe_size:44', 'filter', 'platform'],
    ])('%s: lists what is allowed', async (query, parameter, allowed) => {
      const { status, body } = await grapevine.api.request<Problem>('GET', `/v1/series?${query}`);
      expect(status).toBe(422);
      expect(body.errors).toContainEqual(
        expect.objectContaining({ parameter, allowed: expect.arrayContaining([allowed]) }),
      );
    });

    it.each([
      'metric=active_members&from=2013-02-30',
      'metric=active_members&from=2013-02-02&to=2013-02-01',
      'metric=active_members&filter=platform',
      'metric=active_members&limit=0',
      'metric=active_members&workspace=2',
      "metric=active_members&filter=plat'form;DROP TABLE events:1",
      'metric=active_members&grain=day&from=1900-01-01&to=2100-01-01',
    ])('%s: 422', async (query) => {
      expect((await grapevine.api.request<Problem>('GET', `/v1/series?${encodeURI(query)}`)).status).toBe(422);
    });

    it('has a problem for addresses and methods that it does not know', async () => {
      expect((await grapevine.api.request<Problem>('GET', '/v1/nothing')).body).toMatchObject({ status: 404 });
      expect((await grapevine.api.request<Problem>('PUT', '/v1/series')).status).toBeGreaterThanOrEqual(404);
      expect((await grapevine.api.request<Problem>('GET', '/../../etc/passwd')).body).toMatchObject({ status: 404 });
    });
  });
});
