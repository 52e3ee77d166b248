import { metricOf } from '@grapevine/metrics';

/**
 * Says of which metrics a test file holds known answers: numbers from outside the code. Call it at the top of the file, with ids in
 * quotes. The build reads these calls, and the server refuses to start with a metric that no test has an answer for.
 *
 * @throws Error for an id that no metric has
 */
export function knownAnswersOf(...ids: readonly string[]): void {
  for (const id of ids) metricOf(id);
}
