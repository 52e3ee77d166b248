import { z } from 'zod';
import { Grain, Window } from './period.js';

/** One entry of the catalogue of metrics. */
const MetricDescription = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  text: z.string(),
  unit: z.string(),
  grains: z.array(Grain),
  windows: z.array(Window),
  dimensions: z.array(z.string()),
  empty_period: z.string().describe('what a period without a member gives'),
});
export type MetricDescription = z.infer<typeof MetricDescription>;

export const MetricList = z.object({ data: z.array(MetricDescription) });
export type MetricList = z.infer<typeof MetricList>;
