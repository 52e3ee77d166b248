import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { validateEvent } from '@grapevine/pipeline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventTexts, KNOWN_MEMBERS, knownMemberTexts, NEW_MEMBERS, randomFrom } from '../bench/ingest/events.js';
import { parseAnswer } from '../bench/ingest/keep-alive-connection.js';
import { runLoad } from '../bench/ingest/load-loop.js';
import { percentile, spreadOf } from '../bench/ingest/percentile.js';
import { parseCounters } from '../bench/ingest/prometheus.js';
import { prepareRequests } from '../bench/ingest/requests.js';

const UNTIL = Date.UTC(2026, 0, 31);
const plan = (events: number, order: 'random' | 'time' = 'random', run = 3) => ({ run, events, until: UNTIL, order });

describe('percentile', () => {
  it('gives what numpy.percentile gives', () => {
    // numpy.percentile([15, 20, 35, 40, 50], [0, 5, 40, 50, 99, 100])
    const values = [15, 20, 35, 40, 50];
    const expected = [15, 16, 29, 35, 49.6, 50];
    expect([0, 0.05, 0.4, 0.5, 0.99, 1].map((p) => percentile(values, p))).toEqual(expected);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
    expect(spreadOf([3, 1, 2])).toEqual({ count: 3, p50: 2, p99: expect.closeTo(2.98), max: 3 });
  });
});

describe('the events of the bench', () => {
  const events = [...eventTexts(plan(20_000))].map((text) => JSON.parse(text));

  it('are all valid and have ids of their own', () => {
    expect(events.filter((event) => validateEvent(event, UNTIL).kind !== 'ok')).toEqual([]);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  });

  it('name members of whom a quarter are new, also in a short run', () => {
    const known = new Set([...knownMemberTexts(UNTIL)].map((text) => JSON.parse(text).member_id));
    expect(known.size).toBe(KNOWN_MEMBERS);
    const members = [...new Set(events.map((event) => event.member_id).filter((id) => id !== undefined))];
    const share = members.filter((id) => !known.has(id)).length / members.length;
    expect(share).toBeCloseTo(NEW_MEMBERS / (NEW_MEMBERS + KNOWN_MEMBERS), 1);
  });

  it('have new members and ids in every run', () => {
    const other = [...eventTexts(plan(20_000, 'random', 4))].map((text) => JSON.parse(text));
    const newOf = (list: { member_id?: string }[]) =>
      new Set(list.map((event) => event.member_id).filter((id) => id?.startsWith('+4916')));
    const newBefore = newOf(events);
    expect([...newOf(other)].filter((id) => newBefore.has(id))).toEqual([]);
    const ids = new Set(events.map((event) => event.id));
    expect(other.filter((event) => ids.has(event.id))).toEqual([]);
  });

  it('lie within the 30 days, in order where that is asked for', () => {
    const times = [...eventTexts(plan(1_000, 'time'))].map((text) => JSON.parse(text).occurred_at as number);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const all = [...times, ...events.map((event) => event.occurred_at as number)];
    expect(all.filter((at) => at < UNTIL - 30 * 86_400_000 || at >= UNTIL)).toEqual([]);
  });

  it('come from a generator that spreads evenly', () => {
    const random = randomFrom(1);
    const tenths = new Array(10).fill(0);
    for (let i = 0; i < 100_000; i++) tenths[Math.floor(random() * 10)] += 1;
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

describe('parseAnswer', () => {
  const text = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\ncontent-length: 4\r\n\r\nbusy';

  it('waits for the whole answer', () => {
    for (let end = 0; end < text.length; end++) expect(parseAnswer(Buffer.from(text.slice(0, end)))).toBeUndefined();
    expect(parseAnswer(Buffer.from(text))).toMatchObject({ status: 503, retryAfter: 5, body: Buffer.from('busy') });
  });

  it('refuses an answer of unknown length rather than hang', () => {
    expect(parseAnswer(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))).toBeInstanceOf(Error);
  });
});

describe('parseCounters', () => {
  it('adds up over labels', () => {
    const text =
      '# HELP jobs x\n# TYPE jobs counter\njobs{job="a b",outcome="completed"} 3\njobs{job="c"} 4\nplain 1.5e3\n';
    expect([...parseCounters(text)]).toEqual([
      ['jobs', 7],
      ['plain', 1500],
    ]);
  });
});

describe('the load', () => {
  let server: Server;
  let port: number;
  let busyUntil = 0;
  const ids: string[] = [];
  beforeAll(async () => {
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      if (busyUntil-- > 0) return void response.writeHead(503, { 'content-length': 0 }).end();
      const body = JSON.parse(Buffer.concat(parts).toString());
      for (const event of Array.isArray(body) ? body : [body]) ids.push(event.id);
      const status = request.headers.authorization === 'Bearer k' ? 202 : 401;
      response.writeHead(status, { 'content-length': 2 }).end('{}');
    };
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  it.each([
    [1, 300],
    [100, 3],
  ])('sends everything once in batches of %i, again where the server was busy', async (batch, requests) => {
    ids.length = 0;
    busyUntil = 2;
    const prepared = prepareRequests(eventTexts(plan(300)), batch, { port, key: 'k' });
    const result = await runLoad(prepared, port, { kind: 'closed', connections: 4 }, 30);
    expect(result).toMatchObject({ requests, accepted: 300, refusals: 2, ranOut: true });
    expect(result.latencies).toHaveLength(requests);
    expect(new Set(ids).size).toBe(300);
    expect(ids).toHaveLength(300);
  });

  it('keeps its pace when it is told one', async () => {
    const prepared = prepareRequests(eventTexts(plan(10_000)), 1, { port, key: 'k' });
    const pace = { kind: 'open', connections: 8, requestsPerSecond: 100 } as const;
    const result = await runLoad(prepared, port, pace, 1);
    expect(result).toMatchObject({ requests: 100, ranOut: false });
  });

  it('fails loudly when the server refuses', async () => {
    const prepared = prepareRequests(eventTexts(plan(1)), 1, { port, key: 'wrong' });
    await expect(runLoad(prepared, port, { kind: 'closed', connections: 1 }, 1)).rejects.toThrow('answered 401');
  });
});
