import type { Metric } from './metric.js';

/**
 * The boot asks this: a number that nobody can check must not be served.
 *
 * @throws Error naming every metric that lacks a formula source or a known answer, and every id that stands twice
 */
export function assertRegistry(metrics: readonly Metric[]): void {
  const holes = metrics.flatMap((metric, i) => {
    const lacks = [];
    if (metric.source.trim() === '') lacks.push('no formula source: say in `source` where its formula comes from');
    if (!/^test\/\S+\.spec\.ts$/.test(metric.knownAnswer)) {
      lacks.push('no known answer: name in `knownAnswer` the test that has one (test/....spec.ts)');
    }
    if (metrics.findIndex(({ id }) => id === metric.id) !== i) lacks.push('an id that another metric has');
    return lacks.map((what) => `"${metric.id}" has ${what}`);
  });
  if (holes.length > 0) throw new Error(`The registry of metrics is not sound: ${holes.join('; ')}.`);
}
