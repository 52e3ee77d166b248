import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProblemError } from '../http/problem-error.js';
import { type DecodedEvent, decodeEvents } from './decode-events.js';

type Format = 'json' | 'ndjson';
const decode = (body: string | Buffer, format: Format = 'json') => [...decodeEvents(Buffer.from(body), format)];
const values = (body: string | Buffer, format?: Format) => decode(body, format).map(valueOf);
const valueOf = (event: DecodedEvent) =>
  event.kind === 'ok' ? event.value : event.kind === 'rejected' ? event.code : '';

/** `status code` of the refusal; `ok` where there is none. */
function refusal(body: string | Buffer, format: Format = 'json'): string {
  try {
    decode(body, format);
    return 'ok';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return `${error.status} ${error.code}`;
  }
}
/** An event of exactly so many bytes of JSON. */
const sized = (bytes: number) => `{"x":"${'x'.repeat(bytes - 8)}"}`;
const LIMIT = 32 * 1024;

describe('a JSON body', () => {
  it('is one event, an array, or an object with events', () => {
    const [a, b] = [{ type: 'a' }, { type: 'b' }];
    expect(values(JSON.stringify(a))).toEqual([a]);
    expect(values(JSON.stringify([a, b]))).toEqual([a, b]);
    expect(values(JSON.stringify({ events: [a, b] }))).toEqual([a, b]);
    expect(values(JSON.stringify({ batch: { n: [1] }, events: [a], more: null }))).toEqual([a]);
    expect(values('\ufeff \n[ {"type":"a"} ,\r\n{"type":"b"}\t] \n')).toEqual([a, b]);
    expect(values('[]')).toEqual([]);
    expect(values('{"events":[]}')).toEqual([]);
    expect(values('{}')).toEqual([{}]);
  });

  it('keeps the last of repeated names, as JSON.parse does', () => {
    expect(values('{"type":"a","type":"b"}')).toEqual([{ type: 'b' }]);
    expect(values('{"events":[1],"events":[2,3]}')).toEqual([2, 3]);
  });

  it('may hold anything where events should be: each is judged on its own', () => {
    expect(values('[null,1,"x",[],{"a":1},true]')).toEqual([null, 1, 'x', [], { a: 1 }, true]);
  });

  it.each(['', ' ', 'null', '5', '"x"', 'true', 'nul', '[', '[1', '[1,]', '[1]x', '[1][2]', '{', '{"a":1}}', '{"a" 1}',
    "{'a':1}", '[{"a":1} {"b":2}]', '[1 2]', 'NaN', '[NaN]', '[{"a":}]', '[{"a":01}]', '["\\x"]', '["\n"]', '{"events":{}}',
    '{"events":null}', '{"events":"x"}', '{"events":[1],}', '{"x":nope,"events":[1]}', '{"events":[1] "x":1}', '\0'.repeat(100),
    '<xml/>', 'type=member.active'])('%j is refused whole', (body) => {
    expect(refusal(body)).toBe('400 unreadable_body');
  }); // biome-ignore format: short

  it('is refused whole when it is not UTF-8', () => {
    for (const wrong of [[0xff], [0xed, 0xa0, 0x80], [0xc3], [0xc0, 0x80]]) {
      const body = Buffer.concat([Buffer.from('[{"type":"'), Buffer.from(wrong), Buffer.from('"}]')]);
      expect(refusal(body)).toBe('400 unreadable_body');
    }
    expect(refusal(Buffer.from('[{"type":"a"}]', 'utf16le'))).toBe('400 unreadable_body');
  });

  it('gives what JSON.parse gives, for any array of anything', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2), (array, indent) => {
        expect(values(JSON.stringify(array, undefined, indent))).toEqual(JSON.parse(JSON.stringify(array)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('an NDJSON body', () => {
  it('is one event a line, blank lines aside', () => {
    const lines = '{"type":"a"}\n\n  \r\n{"type":"b"}\r\n\n{"type":"c"}';
    expect(values(lines, 'ndjson')).toEqual([{ type: 'a' }, { type: 'b' }, { type: 'c' }]);
    expect(values('\ufeff{"type":"a"}\n', 'ndjson')).toEqual([{ type: 'a' }]);
    expect(values('\n\n \n', 'ndjson')).toEqual([]);
    expect(values('', 'ndjson')).toEqual([]);
  });

  it('has lines that stand on their own: a bad one does not spoil the others', () => {
    const body = Buffer.concat([
      Buffer.from('{"a":1}\nnope\n{"a":2}\n{"a":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`"}\n${sized(LIMIT + 1)}\n{"a":3}{"a":4}\n[1]\n{"a":5}`),
    ]);
    expect(values(body, 'ndjson')).toEqual([
      { a: 1 },
      'invalid_value',
      { a: 2 },
      'invalid_value',
      'too_large',
      'invalid_value',
      [1],
      { a: 5 },
    ]);
    expect(decode(body, 'ndjson').flatMap((e) => (e.kind === 'rejected' ? [e.message] : []))).toEqual([
      'this line is not JSON',
      'this line is not UTF-8',
      'an event may have at most 32 KiB of JSON',
      'this line is not JSON',
    ]);
  });
});

describe('limits', () => {
  it('are 5,000 events, in every form', () => {
    const many = (count: number) => Array.from({ length: count }, () => '{}');
    expect(decode(`[${many(5_000)}]`)).toHaveLength(5_000);
    expect(decode(many(5_000).join('\n'), 'ndjson')).toHaveLength(5_000);
    expect(refusal(`[${many(5_001)}]`)).toBe('413 too_many_events');
    expect(refusal(`{"events":[${many(5_001)}]}`)).toBe('413 too_many_events');
    expect(refusal(many(5_001).join('\n'), 'ndjson')).toBe('413 too_many_events');
  });

  it('are 32 KiB an event, as it was sent, in every form', () => {
    const [fits, not] = [sized(LIMIT), sized(LIMIT + 1)];
    expect(values(`[${fits},${not},{"a":1}]`)).toEqual([JSON.parse(fits), 'too_large', { a: 1 }]);
    expect(values(`{"events":[${not},{"a":1}]}`)).toEqual(['too_large', { a: 1 }]);
    expect(values(fits)).toEqual([JSON.parse(fits)]);
    expect(values(not)).toEqual(['too_large']);
    expect(values(`${fits}\n${not}`, 'ndjson')).toEqual([JSON.parse(fits), 'too_large']);
    expect(refusal(`{"more":"${'x'.repeat(LIMIT)}","events":[]}`)).toBe('413 body_too_large');
  });

  const MANY = 3 * 1024 * 1024;
  it.each([
    ['millions of objects', `[${'{},'.repeat(MANY)}{}]`, '413 too_many_events'],
    ['millions of objects in one event', `{"x":[${'{},'.repeat(MANY)}{}]}`, 'ok'],
    ['millions of nested arrays', '['.repeat(MANY) + ']'.repeat(MANY), 'ok'],
    ['millions of brackets that are not closed', '['.repeat(MANY), '400 unreadable_body'],
    ['one string', `["${'\\u4e2d'.repeat(MANY / 2)}"]`, 'ok'],
    ['a quote that is not closed', `["${'x'.repeat(MANY)}`, '400 unreadable_body'],
    ['white space', ' '.repeat(MANY), '400 unreadable_body'],
  ])('hold for %s without unfolding them', (_, body, expected) => {
    expect(refusal(body)).toBe(expected);
    if (expected === 'ok') expect(values(body)).toEqual(['too_large']);
  });

  it('hold for millions of empty lines', () => {
    expect(values('\n'.repeat(MANY), 'ndjson')).toEqual([]);
    expect(values(`${'\r\n \n'.repeat(MANY / 4)}{"a":1}`, 'ndjson')).toEqual([{ a: 1 }]);
  });
});
