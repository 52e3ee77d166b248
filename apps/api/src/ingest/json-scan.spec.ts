import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { elementsOf, endOfValue, findMember, NotJsonError, skipSpace } from './json-scan.js';

/** JSON with white space wherever it may be, and escapes instead of some characters. */
const written = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom('', ' ', '\n  ', '\t'), fc.boolean())
  .map(([value, indent, escaped]) => {
    const text = JSON.stringify(value, undefined, indent);
    return escaped
      ? text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : text;
  });
const bytes = (text: string) => Buffer.from(text);
const elements = (text: string) =>
  [...elementsOf(bytes(text), 0)].map(({ start, end }) => bytes(text).toString('utf8', start, end));

describe('scanning JSON', () => {
  it('finds the end of any value, whatever follows', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('', ' ', ',', ']', '}', '\n[1]'), (text, behind) => {
        expect(endOfValue(bytes(text + behind), 0)).toBe(Buffer.byteLength(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds the elements that JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 8 }), fc.constantFrom('', ' ', '\r\n'), (texts, space) => {
        const array = `[${space}${texts.join(`${space},${space}`)}${space}]`;
        expect(elements(array)).toEqual(texts);
        expect(elements(array).map((text) => JSON.parse(text))).toEqual(JSON.parse(array));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the member that JSON.parse would keep, however its name is written', () => {
    const name = fc.constantFrom('events', 'event', 'x', 'é', '"', 'a\\', '', '__proto__');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, written), { maxLength: 6 }), (members) => {
        const text = `{ ${members.map(([key, value]) => `${JSON.stringify(key)} : ${value}`).join(' ,\n')} }`;
        const { value, end } = findMember(bytes(text), 0, 'events');
        expect(end).toBe(Buffer.byteLength(text));
        const kept = JSON.parse(text).events;
        expect(value && JSON.parse(bytes(text).toString('utf8', value.start, value.end))).toEqual(kept);
      }),
      { numRuns: 500 },
    );
    expect(findMember(bytes('{"\\u0065vents":1}'), 0, 'events').value).toEqual({ start: 15, end: 16 });
  });

  it.each(['[', '[1', '[1,', '[1,]', '[,1]', '[1 2]', '[1}', '["a]', '["a\\"]', '[{]', '[1,,2]'])(
    '%s is not an array',
    (text) => {
      expect(() => elements(text)).toThrow(NotJsonError);
    },
  );

  it.each([
    '{',
    '{"a"',
    '{"a":',
    '{"a":}',
    '{"a":1',
    '{"a":1,}',
    '{a:1}',
    '{"a" 1}',
    '{,}',
    '{"a":1 "b":2}',
    '{"\\x":1}',
  ])('%s is not an object', (text) => expect(() => findMember(bytes(text), 0, 'events')).toThrow(NotJsonError));

  it('gives an end or says that there is none, for any bytes', () => {
    const punctuation = fc.string({ unit: fc.constantFrom(...'[]{},:"\\ \n1tnul') });
    fc.assert(
      fc.property(fc.oneof(punctuation, fc.string()), (text) => {
        for (const scan of [
          () => endOfValue(bytes(text), 0),
          () => elements(text),
          () => findMember(bytes(text), 0, 'a'),
        ]) {
          try {
            scan();
          } catch (error) {
            expect(error).toBeInstanceOf(NotJsonError);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('skips the white space of JSON and no other', () => {
    expect(skipSpace(bytes(' \t\r\n1'), 0)).toBe(4);
    expect(skipSpace(bytes('\u00a01'), 0)).toBe(0);
    expect(skipSpace(bytes('  '), 0)).toBe(2);
  });
});
