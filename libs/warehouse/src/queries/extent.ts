import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';

export const Extent = z.object({
  /** Chunks of member numbers, from the first to the last that somebody was active in. */
  chunks: z.number(),
  /** Months that somebody was active in. */
  months: z.number(),
});
export type Extent = z.infer<typeof Extent>;

/** How much there is to ask about. */
export function extentOf(workspace: number, revision: number): NamedQuery<typeof Extent> {
  return {
    name: 'extent',
    sql: `SELECT toUInt32(max(chunk)) + 1 AS chunks, uniqExact(period) AS months FROM member_sets
      WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} AND fact = 'active' AND dimension = '' AND value = '' AND grain = 'month'`,
    params: { workspace, revision },
    row: Extent,
  };
}
