import { describe, expect, it } from '@jest/globals';
import { ImportError } from './import-error.js';
import { type Format, parseMappings } from './mapping.js';

const parse = (format: Format, ...maps: string[]) => parseMappings(['type==member.active', ...maps], format).slice(1);
const refusal = (format: Format, ...maps: string[]): string => {
  try {
    parseMappings(maps, format);
  } catch (error) {
    expect(error).toBeInstanceOf(ImportError);
    return (error as Error).message;
  }
  throw new Error('was not refused');
};

describe('parseMappings', () => {
  it('reads columns, constants, line numbers, units and properties', () => {
    expect(parse('ssv', 'occurred_at=3:s', 'id=@line', 'message_id=may-@line', 'properties.plan=2')).toEqual([
      { field: 'occurred_at', source: { kind: 'column', column: 3 }, unit: 's' },
      { field: 'id', source: { kind: 'line', prefix: '' } },
      { field: 'message_id', source: { kind: 'line', prefix: 'may-' } },
      { field: 'properties', property: 'plan', source: { kind: 'column', column: 2 } },
    ]);
  });

  it('takes an equals sign in a constant as it stands', () => {
    expect(parse('ssv', 'occurred_at=1:ms', 'source==paid:a=b')[1]?.source).toEqual({
      kind: 'constant',
      value: 'paid:a=b',
    });
  });

  it('takes a colon in a name for part of the name, unless a unit stands behind it', () => {
    expect(parse('csv', 'occurred_at=sent:at')).toMatchObject([{ source: { column: 'sent:at' }, unit: 'rfc3339' }]);
    expect(parse('csv', 'occurred_at=sent:at:ms')).toMatchObject([{ source: { column: 'sent:at' }, unit: 'ms' }]);
  });

  it('takes a number for a key in ndjson, for a column in csv', () => {
    expect(parse('ndjson', 'occurred_at=1')).toMatchObject([{ source: { column: '1' } }]);
    expect(parse('csv', 'occurred_at=1')).toMatchObject([{ source: { column: 1 } }]);
  });

  it('lets ndjson do without, and nothing else', () => {
    expect(parseMappings([], 'ndjson')).toEqual([]);
    expect(refusal('csv')).toContain('type');
  });

  it.each<[string, Format, string[], string]>([
    ['an unknown field', 'csv', ['membre_id=1'], 'no field membre_id. The fields are'],
    ['a property without a name', 'csv', ['properties=1'], 'properties.NAME'],
    ['a part of a field that has none', 'csv', ['member_id.x=1'], 'names no field'],
    ['no equals sign', 'csv', ['member_id'], 'field=column'],
    ['nothing behind it', 'csv', ['member_id='], 'field=column'],
    ['a field twice', 'csv', ['type==a', 'type==b', 'occurred_at=1'], 'gives type twice'],
    ['no time', 'csv', ['type==member.active'], 'occurred_at'],
    ['a name in a format without names', 'ssv', ['type=message.sent'], 'type==message.sent'],
    ['column 0', 'csv', ['member_id=0'], 'numbers from 1'],
    ['an unknown unit', 'ssv', ['occurred_at=3:us'], 'The units are s, ms, rfc3339'],
  ])('refuses %s, and says what is right', (_, format, maps, words) => {
    expect(refusal(format, ...maps)).toContain(words);
  });
});
