import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Metric } from './metric.js';
import { findSeriesMetric, METRICS, metricOf, SERIES_METRICS } from './registry.js';
import { assertRegistry } from './registry-check.js';

const ROOT = join(import.meta.dirname, '../../..');
const [ACTIVE] = METRICS as [Metric];

describe('the registry of metrics', () => {
  it.each(METRICS.map((metric) => [metric.id, metric] as const))('%s has its known answer in a test', (id, metric) => {
    const file = join(ROOT, metric.knownAnswer);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`\\b${id}\\b|/v1/${id.replace('_', '-')}\\b`));
  });

  it('finds its metrics, and no others', () => {
    expect(metricOf('retention').endpoint).toBe('/v1/retention');
    expect(() => metricOf('nope')).toThrow('There is no metric nope');
    expect(findSeriesMetric('cmgr')?.over).toBe(3);
    expect(['retention', 'nope', '__proto__', ''].map(findSeriesMetric)).toEqual(Array(4).fill(undefined));
    expect(SERIES_METRICS.every((metric) => metric.endpoint === '/v1/series')).toBe(true);
  });
});

describe('the check at the boot', () => {
  const answers = { 'test/a.spec.ts': ['active_members', 'signups'], 'test/b.spec.ts': ['cmgr'] };
  const active = { ...ACTIVE, knownAnswer: 'test/a.spec.ts' };

  it('passes a metric that a test has the answer of', () =>
    expect(() => assertRegistry([active], answers)).not.toThrow());

  it.each<[string, Partial<Metric>, string]>([
    ['a formula source', { source: ' ' }, '"active_members" has no formula source'],
    ['a known answer', { knownAnswer: '' }, '"active_members" has no known answer'],
    ['a test that there is', { knownAnswer: 'test/c.spec.ts' }, 'no test test/c.spec.ts says knownAnswersOf'],
    ['a test of its own', { knownAnswer: 'test/b.spec.ts' }, "says knownAnswersOf('active_members')"],
    ['anything but a name of objects', { knownAnswer: 'constructor' }, 'has no known answer'],
  ])('refuses a metric without %s', (_, hole, message) => {
    expect(() => assertRegistry([{ ...active, ...hole }], answers)).toThrow(message);
  });

  it('refuses an id that stands twice', () => {
    const twice = () => assertRegistry([active, active], answers);
    expect(twice).toThrow('"active_members" has an id that another metric has');
  });
});
