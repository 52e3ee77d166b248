import type { Metric } from './metric.js';

/** By test file, from the root of the repository: the ids of the metrics of which it holds known answers. */
export type KnownAnswers = Readonly<Record<string, readonly string[]>>;

/**
 * The boot asks this: a number that nobody can check must not be served.
 *
 * @param answers which tests there were when the server was built
 * @throws Error naming every metric that lacks a formula source or a test with its known answer, and every id that stands twice
 */
export function assertRegistry(metrics: readonly Metric[], answers: KnownAnswers): void {
  const holes = metrics.flatMap((metric, i) => {
    const lacks = [];
    if (metric.source.trim() === '') lacks.push('no formula source: say in `source` where its formula comes from');
    if (!Object.hasOwn(answers, metric.knownAnswer) || !answers[metric.knownAnswer]?.includes(metric.id)) {
      lacks.push(
        `no known answer: no test ${metric.knownAnswer || '(which `knownAnswer` has to name)'} says knownAnswersOf('${metric.id}')`,
      );
    }
    if (metrics.findIndex(({ id }) => id === metric.id) !== i) lacks.push('an id that another metric has');
    return lacks.map((what) => `"${metric.id}" has ${what}`);
  });
  if (holes.length > 0) throw new Error(`The registry of metrics is not sound: ${holes.join('; ')}.`);
}
