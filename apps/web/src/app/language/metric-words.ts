import type { MetricDescription } from '@grapevine/contracts';
import type { MetricWords, Words } from '../words/en.js';

/**
 * What a metric is called and how it is defined, in the language of the page; in the server's words where the page has none
 * of this version, since those of another one would describe another number.
 */
export function metricWords(
  metric: Pick<MetricDescription, 'id' | 'version' | 'name' | 'text'>,
  words: Words,
): Pick<MetricWords, 'name' | 'text'> {
  return { name: metric.name, text: metric.text, ...ownWords(metric, words) };
}

/** The same of the definition that comes with an answer, which has no name. */
export const definitionWords = (definition: Pick<MetricDescription, 'id' | 'version' | 'text'>, words: Words): string =>
  (ownWords(definition, words) ?? definition).text;

function ownWords({ id, version }: Pick<MetricDescription, 'id' | 'version'>, { metrics }: Words) {
  const own = metrics[id];
  return own?.version === version ? own : undefined;
}
