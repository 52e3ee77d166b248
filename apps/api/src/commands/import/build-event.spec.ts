import { describe, expect, it } from '@jest/globals';
import { buildEvent } from './build-event.js';
import { type Format, parseMappings } from './mapping.js';
import type { Cells, GoodRow } from './row.js';

const row = (cells: Cells, raw: unknown = cells): GoodRow => ({ line: 7, end: { offset: 0, line: 7 }, raw, cells });
const build = (format: Format, cells: Cells, ...maps: string[]) => buildEvent(row(cells), parseMappings(maps, format));
const event = (...args: Parameters<typeof build>) => {
  const built = build(...args);
  if ('problem' in built) throw new Error(built.problem.message);
  return JSON.parse(built.json);
};
const timeOf = (text: string, unit: string) => {
  const built = build('ssv', [text], 'type==member.active', `occurred_at=1:${unit}`);
  return 'json' in built ? JSON.parse(built.json).occurred_at : built.problem;
};

describe('buildEvent', () => {
  it('maps a line of CollegeMsg', () => {
    const maps = ['type==message.sent', 'member_id=1', 'recipient_id=2', 'occurred_at=3:s', 'id=@line'];
    expect(event('ssv', ['1', '2', '1082040961'], ...maps)).toEqual({
      type: 'message.sent',
      member_id: '1',
      recipient_id: '2',
      occurred_at: 1082040961000,
      id: '7',
    });
  });

  it('renames the keys of JSON, keeps their types, and does not see inherited ones', () => {
    const cells = { at: 1082040961000, who: 'a', plan: true };
    const maps = ['type==member.active', 'occurred_at=at', 'member_id=who', 'properties.plan=plan', 'id=toString'];
    expect(event('ndjson', cells, ...maps)).toEqual({
      type: 'member.active',
      occurred_at: 1082040961000,
      member_id: 'a',
      properties: { plan: true },
    });
  });

  it('leaves out what is empty', () => {
    const maps = ['type==member.active', 'occurred_at=2', 'platform=1', 'properties.plan=1'];
    expect(event('csv', ['', '2004-04-15T14:56:01Z'], ...maps)).toEqual({
      type: 'member.active',
      occurred_at: '2004-04-15T14:56:01Z',
    });
  });

  it('passes on a line of ndjson as it stands, numbers beyond double precision included', () => {
    const text = '{"id":12345678901234567890}';
    expect(buildEvent(row(JSON.parse(text), ` ${text} `), [])).toEqual({ json: text });
  });

  it('carries a property called __proto__ to the server, who refuses it', () => {
    const built = build('ssv', ['x'], 'type==member.active', 'occurred_at==0', 'properties.__proto__=1');
    expect(built).toEqual({ json: '{"type":"member.active","occurred_at":"0","properties":{"__proto__":"x"}}' });
  });

  it.each([
    ['1082040961', 's', 1082040961000],
    ['1082040961.5', 's', 1082040961500],
    // As a product of doubles it would be ...122.
    ['1082040961.123', 's', 1082040961123],
    ['1082040961.9999', 's', 1082040961999],
    ['-1', 's', -1000],
    ['1082040961000', 'ms', 1082040961000],
    ['2004-04-15T14:56:01Z', 'rfc3339', '2004-04-15T14:56:01Z'],
  ])('reads the time %s as %s', (text, unit, expected) => {
    expect(timeOf(text, unit)).toBe(expected);
  });

  it.each([
    ['yesterday', 's'],
    ['1e9', 's'],
    ['1082040961.5', 'ms'],
    ['0x10', 'ms'],
  ])('refuses the time %s as %s', (text, unit) => {
    expect(timeOf(text, unit)).toMatchObject({ code: 'invalid_value', field: 'occurred_at' });
  });

  it('refuses a row without the column', () => {
    const built = build('ssv', ['1'], 'type==member.active', 'occurred_at==0', 'member_id=3');
    expect(built).toEqual({
      problem: { code: 'missing_field', field: 'member_id', message: 'the row has 1 columns, not 3' },
    });
  });

  it('refuses an event over 32 KiB of UTF-8', () => {
    const built = build('ssv', ['é'.repeat(16 * 1024)], 'type==member.active', 'occurred_at==0', 'member_id=1');
    expect(built).toMatchObject({ problem: { code: 'too_large' } });
  });
});
