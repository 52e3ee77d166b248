import { describe, expect, it } from '@jest/globals';
import { AuditError } from './audit-error.js';
import { Findings } from './findings.js';
import { parseOptions } from './options.js';
import { reportOf, resultOf } from './report.js';
import { compareRows } from './rows.js';

const ASKED = { endpoint: '/v1/series', question: 'metric=active_members' };
const row = (period: string, value: number | null) => ({ period, end: 'then', value });
const expected = (period: string, value: number | null) => ({
  ...{ period, segment: undefined, labels: { end: 'then' }, numbers: { value } },
});

const differencesOf = (told: ReturnType<typeof row>[], wanted: ReturnType<typeof expected>[]) => {
  const findings = new Findings();
  compareRows(findings, ASKED, told, wanted);
  return findings.differences.map(({ place, field, told: one, recomputed }) => [place, field, one, recomputed]);
};

describe('comparing', () => {
  it('finds a number that differs, a row that is missing, one too many, and one told twice', () => {
    expect(differencesOf([row('a', 1), row('b', 2)], [expected('a', 1), expected('b', 3)])).toEqual([
      ['b', 'value', 2, 3],
    ]);
    expect(differencesOf([row('a', 1)], [expected('a', 1), expected('b', null)])).toEqual([
      ['b', 'value', undefined, null],
      ['all', 'rows', 1, 2],
    ]);
    expect(differencesOf([row('a', 1), row('b', null)], [expected('a', 1)])).toEqual([
      ['b', 'row', 'a row', undefined],
      ['all', 'rows', 2, 1],
    ]);
    expect(differencesOf([row('a', 1), row('a', 1)], [expected('a', 1)])).toEqual([['all', 'rows', 2, 1]]);
    expect(differencesOf([{ ...row('a', 1), end: 'now' }], [expected('a', 1)])).toEqual([['a', 'end', 'now', 'then']]);
  });

  it('takes null, zero and nothing for three things, and only the last bits of quotients for rounding', () => {
    const findings = new Findings();
    const at = { ...ASKED, place: 'a', field: 'value' };
    const pairs = [
      [0.1 + 0.2, 0.3, true],
      [1 / 3, 1 / 3 + 1e-9, false],
      [1_000_000_000_001, 1_000_000_000_000, false],
      [0, null, false],
      [undefined, null, false],
      [null, null, true],
    ] as const;
    for (const [told, recomputed, equal] of pairs) {
      const before = findings.differences.length;
      findings.number({ ...at, told, recomputed });
      expect(findings.differences.length - before).toBe(equal ? 0 : 1);
    }
    expect(findings.total).toBe(pairs.length);
  });
});

describe('the report', () => {
  it('says how many numbers it compared and names every difference', () => {
    const findings = new Findings();
    findings.number({ ...ASKED, place: '2004-05', field: 'value', told: 1039, recomputed: 1038 });
    findings.number({ ...ASKED, place: '2004-06', field: 'value', told: null, recomputed: null });
    const text = reportOf(resultOf({ id: 1, slug: 'default' }, { breadth: 'sample', seed: 7 }, 59_835, findings));
    expect(text).toContain('/v1/series?metric=active_members  2004-05 value: told 1039, recomputed 1038\n');
    expect(text).toContain(
      'Workspace default: 2 numbers compared with a recomputation from 59,835 events: 1 difference, listed above.',
    );
    expect(text).toContain('Breadth sample; what was drawn is asked again with --seed 7.');
  });
});

describe('options', () => {
  const parsed = (args: readonly string[], key?: string) => parseOptions(args, key, 42);

  it('need a workspace or a key', () => {
    expect(parsed(['--workspace', 'default', '--json'])).toEqual({
      ...{ workspace: 'default', url: undefined, json: true, breadth: 'complete', seed: 42 },
    });
    expect(parsed([], 'gv_key')).toMatchObject({ workspace: undefined, json: false });
    expect(parsed(['--breadth', 'sample', '--seed', '7'], 'gv_key')).toMatchObject({ breadth: 'sample', seed: 7 });
    expect(parsed(['--help'])).toBeUndefined();
    const wrong = [
      ['--workspace='],
      ['--url', 'localhost'],
      ['--weird'],
      ['stray'],
      ['--breadth', 'all'],
      ['--seed', '-1'],
    ];
    for (const args of wrong) expect(() => parsed(['--workspace', 'a', ...args])).toThrow(AuditError);
    expect(() => parsed([])).toThrow('Say which workspace');
  });
});
