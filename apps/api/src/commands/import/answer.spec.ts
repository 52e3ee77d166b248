import { describe, expect, it } from '@jest/globals';
import { judge } from './answer.js';
import { PATIENCE, pauseMs } from './backoff.js';

const URL = 'http://127.0.0.1:4000';
const answer = (status: number, body: unknown = '', headers: { retryAfter?: string; location?: string } = {}) =>
  judge(
    {
      status,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      retryAfter: headers.retryAfter ?? null,
      location: headers.location ?? null,
    },
    URL,
  );
const problem = (detail: string) => ({ type: 'about:blank', title: 'No', status: 400, detail, code: 'x' });

describe('judge', () => {
  const result = { batch_id: 'b', accepted: 1, rejected: [{ index: 0, code: 'in_future', message: 'lies ahead' }] };

  it('takes 202 and 422 with the account of a batch as done', () => {
    expect(answer(202, result)).toEqual({ kind: 'done', result });
    expect(answer(422, { ...result, accepted: 0 })).toMatchObject({ kind: 'done', result: { accepted: 0 } });
  });

  it('does not take any other 202 or 200 for an acknowledgement', () => {
    expect(answer(202, '<html>')).toMatchObject({ kind: 'stop', message: expect.stringContaining('Check --url') });
    expect(answer(200, result)).toMatchObject({ kind: 'stop' });
    expect(answer(422, problem('Too odd.'))).toMatchObject({
      kind: 'stop',
      message: expect.stringContaining('Too odd'),
    });
  });

  it('waits as long as the server says', () => {
    expect(answer(503, '', { retryAfter: '2' })).toMatchObject({ kind: 'again', waitMs: 2000 });
    expect(answer(429, '', { retryAfter: '0' })).toMatchObject({ kind: 'again', waitMs: 0 });
    expect(answer(503, '', { retryAfter: 'Sun, 06 Nov 1994 08:49:37 GMT' })).toMatchObject({ waitMs: 0 });
    expect(answer(503, '', { retryAfter: '86400' })).toMatchObject({ waitMs: 300_000 });
    expect(answer(503, '', { retryAfter: 'soon' })).toMatchObject({ kind: 'again', waitMs: undefined });
    expect(answer(503)).toMatchObject({ kind: 'again', waitMs: undefined });
  });

  it.each([500, 502, 504, 408])('asks again after %i', (status) => {
    expect(answer(status, '<html>')).toMatchObject({ kind: 'again' });
  });

  it.each([
    [401, 'GRAPEVINE_KEY'],
    [403, 'scope ingest'],
    [413, '--batch'],
    [400, 'not JSON'],
    [404, 'not JSON'],
  ])('stops at %i and says what to do', (status, words) => {
    expect(answer(status, problem('not JSON'))).toMatchObject({
      kind: 'stop',
      message: expect.stringContaining(words),
    });
  });

  it('does not follow to another address with the key, but names it', () => {
    expect(answer(301, '', { location: 'https://other/' })).toMatchObject({
      kind: 'stop',
      message: expect.stringContaining('https://other/'),
    });
  });
});

describe('pauseMs', () => {
  it('doubles up to a limit, with a random half', () => {
    expect([0, 1, 2, 3].map((attempt) => pauseMs(attempt, PATIENCE, 0))).toEqual([125, 250, 500, 1000]);
    expect(pauseMs(1, PATIENCE, 0.5)).toBe(375);
    expect(pauseMs(1000, PATIENCE, 0.999)).toBeLessThanOrEqual(PATIENCE.longestPauseMs);
  });
});
