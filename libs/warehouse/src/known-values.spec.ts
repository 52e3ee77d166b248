import { UNSAID } from '@grapevine/pipeline';
import { describe, expect, it } from '@jest/globals';
import { type DimensionedRow, KnownValues } from './known-values.js';

const row = (workspace: number, event: Partial<DimensionedRow['event']>, revision = 1): DimensionedRow => ({
  ...{ workspace, revision },
  event: { ...UNSAID, ...event },
});

describe('values of dimensions that are new', () => {
  it('are those of every dimension that an event has, each once; none and "unknown" are no values', () => {
    const rows = [
      row(1, { platform: 'ios', channel: 'push', properties: { plan: 'pro', tier: '' } }),
      row(1, { platform: 'ios', country: 'unknown', error_code: '40' }),
    ];
    expect(new KnownValues().newIn(rows)).toEqual(
      [
        ['platform', 'ios'],
        ['channel', 'push'],
        ['plan', 'pro'],
        ['error_code', '40'],
      ].map(([dimension, value]) => ({ workspace: 1, revision: 1, dimension, value })),
    );
  });

  it('are new until they are said to be stored, in each workspace and revision by itself', () => {
    const known = new KnownValues();
    const [ios, plan] = [row(1, { platform: 'ios' }), row(1, { properties: { plan: 'pro' } })];
    const first = known.newIn([ios, plan]);
    expect(known.newIn([ios, plan])).toEqual(first);
    known.add(first);
    expect(known.newIn([ios, plan, row(1, { source: 'ios' })])).toEqual([
      { workspace: 1, revision: 1, dimension: 'source', value: 'ios' },
    ]);
    const others = [row(2, { platform: 'ios' }), row(1, { platform: 'ios' }, 2), ios];
    expect(known.newIn(others).map(({ workspace, revision }) => [workspace, revision])).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });

  it('are new again after very many others, and known without end where they are few', () => {
    const known = new KnownValues();
    const versions = Array.from({ length: 60_000 }, (_, i) => row(1, { app_version: `${i}` }));
    known.add(known.newIn([row(1, { platform: 'ios' })]));
    for (const version of versions) known.add(known.newIn([version]));
    expect(known.newIn([row(1, { platform: 'ios' }), versions.at(-1) as DimensionedRow])).toEqual([]);
    expect(known.newIn(versions.slice(0, 1))).toHaveLength(1);
  });
});
