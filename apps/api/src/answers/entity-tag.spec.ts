import { describe, expect, it } from '@jest/globals';
import { entityTag, isKnown } from './entity-tag.js';

const META = { as_of: '2026-11-19T12:00:00.000Z', data_through: '2026-11-19', definition_version: 1, unit: 'members' };
const row = (value: number, sealed: boolean) => ({ period: '2026-10', value, sealed });
const tagOf = (data: object[], meta: object = {}) => entityTag({ data, meta: { ...META, ...meta } }, 'json');

describe('the entity tag of an answer', () => {
  it('is the same when only the moment is another', () => {
    const later = { as_of: '2026-11-20T12:00:00.000Z' };
    expect(tagOf([row(5, true)], later)).toBe(tagOf([row(5, true)]));
    expect(tagOf([row(5, false)], later)).toBe(tagOf([row(5, false)]));
    expect(tagOf([row(5, true)])).toMatch(/^W\/"[\w-]{27}"$/);
  });

  it('of sealed numbers is the same when more events have come, of others it is not', () => {
    const moved = { data_through: '2026-11-20' };
    expect(tagOf([row(5, true), row(6, true)], moved)).toBe(tagOf([row(5, true), row(6, true)]));
    expect(tagOf([row(5, true), row(6, false)], moved)).not.toBe(tagOf([row(5, true), row(6, false)]));
    expect(tagOf([], moved)).not.toBe(tagOf([]));
  });

  it('is another when a number, a seal, a definition, anything beside the rows or the format is', () => {
    const tags = [
      ...[tagOf([row(5, true)]), tagOf([row(6, true)]), tagOf([row(5, false)]), tagOf([row(5, true), row(5, true)])],
      tagOf([row(5, true)], { definition_version: 2 }),
      entityTag({ data: [row(5, true)], meta: META, ...{ active: 7 } }, 'json'),
      entityTag({ data: [row(5, true)], meta: META }, 'csv'),
      entityTag({ data: [row(5, true)] }, 'json'),
    ];
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('is known to who sends it back, alone or among others, and to nobody else', () => {
    const tag = tagOf([row(5, true)]);
    for (const sent of [tag, `"other", ${tag}`, tag.replace('W/', ''), ' * ']) expect(isKnown(tag, sent)).toBe(true);
    for (const sent of [undefined, '', '"other"', tag.slice(0, -2), tagOf([row(6, true)])]) {
      expect(isKnown(tag, sent)).toBe(false);
    }
  });
});
