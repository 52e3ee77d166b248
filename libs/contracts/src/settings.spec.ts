import { describe, expect, it } from '@jest/globals';
import { DeadLetterQuery, Replay } from './dead-letter.js';
import { NewKey } from './keys.js';
import { SeriesQuery } from './series.js';
import { WorkspaceChange } from './workspace.js';

const passes = (schema: { safeParse(value: unknown): { success: boolean } }, values: readonly unknown[]) =>
  values.filter((value) => schema.safeParse(value).success);

describe('time zones', () => {
  const isZone = (time_zone: unknown) => WorkspaceChange.safeParse({ time_zone }).success;

  it('are all that the tz database knows, by any of their names', () => {
    const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+5', 'US/Pacific', 'Asia/Calcutta'];
    expect(zones.filter((zone) => !isZone(zone))).toEqual([]);
  });

  it('are not offsets, which know no history, nor anything else', () => {
    const others = ['+05:45', '-0800', '', 'Mars/Base', 'Europe/Berlin\n', "UTC'; --", null, 1];
    expect(others.filter(isZone)).toEqual([]);
  });
});

describe('names that people give', () => {
  it('have 1 to 100 characters that can be stored', () => {
    const name = (text: string) => passes(NewKey, [{ name: text, scopes: ['read'] }]).length === 1;
    const both = (text: string) => [name(text), passes(WorkspaceChange, [{ name: text }]).length === 1];
    for (const good of ['x', 'x'.repeat(100), ' é \u{1f600} '])
      expect([good, both(good)]).toEqual([good, [true, true]]);
    for (const bad of ['', '   ', 'x'.repeat(101), 'a\0b', 'a\ud800', '\udc00']) {
      expect([bad, both(bad)]).toEqual([bad, [false, false]]);
    }
  });
});

describe('dimensions and activity', () => {
  it('are named once each, in lower case, and not like what an event has already', () => {
    const dimensions = (...names: unknown[]) => passes(WorkspaceChange, [{ dimensions: names }]).length === 1;
    expect([dimensions(), dimensions('platform', 'plan'), dimensions('a'.repeat(40))]).toEqual([true, true, true]);
    const bad = [
      '',
      'Plan',
      '1st',
      'a-b',
      'a b',
      'a'.repeat(41),
      'é',
      '__proto__',
      'constructor',
      'member',
      'id',
      'a\n',
      5,
    ];
    expect(bad.filter((name) => dimensions(name))).toEqual([]);
    expect(dimensions('plan', 'plan')).toBe(false);
    const many = Array.from({ length: 21 }, (_, i) => `d${i}`);
    expect([dimensions(...many.slice(1)), dimensions(...many)]).toEqual([true, false]);
  });

  it('of a workspace is what a member does, and at least one thing', () => {
    const activity = (...types: string[]) => passes(WorkspaceChange, [{ activity_types: types }]).length === 1;
    expect([activity('message.read'), activity('member.active', 'member.signed_up')]).toEqual([true, true]);
    for (const types of [[], ['message.delivered'], ['message.failed'], ['message.sent', 'message.sent'], ['x']]) {
      expect([types, activity(...types)]).toEqual([types, false]);
    }
  });
});

describe('numbers and ids of a query', () => {
  it('are whole numbers from 1 to 1000, and empty text is not 0', () => {
    const limit = (text: unknown) => passes(DeadLetterQuery, [{ limit: text }]).length === 1;
    for (const good of ['1', '1000', '0010']) expect([good, limit(good)]).toEqual([good, true]);
    for (const bad of ['', '0', '-1', '1001', '1e2', '0x10', ' 5', '5 ', '1.5', 'NaN', ['1', '2']]) {
      expect([bad, limit(bad)]).toEqual([bad, false]);
    }
    expect(DeadLetterQuery.parse({})).toEqual({ limit: 100 });
    expect(SeriesQuery.parse({ metric: 'signups' })).toMatchObject({ limit: 10, grain: 'month', filter: [] });
  });

  it('name dead letters by their UUIDs, or all of them', () => {
    const id = '00000000-0000-8000-8000-000000000000';
    const good = [{ all: true }, { ids: [id] }];
    const bad = [
      {},
      { all: false },
      { ids: [] },
      { ids: ['x'] },
      { ids: [id], all: true },
      null,
      { ids: id },
      { more: 1 },
    ];
    expect(passes(Replay, [...good, ...bad])).toEqual(good);
    expect(passes(DeadLetterQuery, [{ after: id }, { after: 'x' }, { after: '\0' }, { id }])).toEqual([{ after: id }]);
  });

  it('are dates that exist', () => {
    const from = (text: string) => passes(SeriesQuery, [{ metric: 'x', from: text }]).length === 1;
    expect([from('2012-02-29'), from('2013-12-19')]).toEqual([true, true]);
    for (const bad of ['2013-02-29', '2013-02-30', '2013-13-01', '2013-1-1', '20131219', '2013-12-19T00:00:00Z', '']) {
      expect([bad, from(bad)]).toEqual([bad, false]);
    }
  });
});
