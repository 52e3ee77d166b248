import { z } from 'zod';
import { formatParameter } from './formats.js';
import { Grain, Window } from './period.js';

/** One entry of the catalogue of metrics. */
export const MetricDescription = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  text: z.string(),
  unit: z.string(),
  endpoint: z.string().describe('where it is answered'),
  grains: z.array(Grain),
  windows: z.array(Window),
  dimensions: z.array(z.string()).describe('what by and filter may name: of this workspace, or of deliveries'),
  member_facts: z
    .array(z.string())
    .describe('what filters may say of members, by their earliest signup; of deliveries nothing'),
  parameters: z.array(z.string()).describe('beyond grain, window, from and to'),
  empty_period: z.string().describe('what a period gives in which nothing happened'),
  source: z.string().describe('where the formula comes from'),
});
export type MetricDescription = z.infer<typeof MetricDescription>;

export const MetricListQuery = z.strictObject({ format: formatParameter });

export const MetricList = z.object({ data: z.array(MetricDescription) });
export type MetricList = z.infer<typeof MetricList>;
