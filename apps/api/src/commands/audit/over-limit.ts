import { DataHealth } from '@grapevine/contracts';
import type { LogFacts } from './log-recorder.js';
import type { Server } from './server.js';

/**
 * Leaves out the breakdowns by dimensions with more values than are kept, which have no line of most values, and says so.
 *
 * @param say tells it to whoever reads the report
 */
export async function withoutOverLimit(
  server: Server,
  facts: LogFacts,
  say: (text: string) => void,
): Promise<LogFacts> {
  const { dimension_values: told } = await server.get(DataHealth, '/v1/data-health');
  const over = told.over_limit.map(({ dimension }) => dimension).filter((name) => facts.segments.has(name));
  if (over.length === 0) return facts;
  say(`Not broken down by ${over.join(', ')}: more than ${told.limit} values, of which not all have numbers.\n`);
  return { ...facts, segments: new Map([...facts.segments].filter(([name]) => !over.includes(name))) };
}
