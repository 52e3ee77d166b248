import { DataHealth } from '@grapevine/contracts';
import type { LogFacts } from './log-recorder.js';
import type { Server } from './server.js';

/** The dimensions with more values than are kept: most of their values have no numbers of their own, so that nothing is asked about them. */
export async function dimensionsOverLimit(server: Server): Promise<ReadonlySet<string>> {
  const { dimension_values: told } = await server.get(DataHealth, '/v1/data-health');
  return new Set(told.over_limit.map(({ dimension }) => dimension));
}

/** The log without breakdowns by some dimensions. */
export const withoutDimensions = (facts: LogFacts, leftOut: ReadonlySet<string>): LogFacts => ({
  ...facts,
  segments: new Map([...facts.segments].filter(([name]) => !leftOut.has(name))),
});
