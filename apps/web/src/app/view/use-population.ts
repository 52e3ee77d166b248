import type { MetricDescription } from '@grapevine/contracts';
import { useParameters } from '../address.js';
import { useMetrics } from '../api/questions.js';
import type { Population } from './use-asked.js';

/** What a metric is about: only deliveries have channels. */
export const populationOf = (metric: MetricDescription | undefined): Population =>
  metric?.dimensions.includes('channel') ? 'deliveries' : 'members';

/** What a page is about. @param given that of the page; of Explore it is that of the metric which its address names */
export function usePopulation(given: Population | 'of_metric' | undefined): Population | undefined {
  const isOfMetric = given === 'of_metric';
  const id = useParameters().get('metric');
  const metrics = useMetrics(isOfMetric).data?.data;
  return isOfMetric ? populationOf(metrics?.find((metric) => metric.id === id)) : given;
}
