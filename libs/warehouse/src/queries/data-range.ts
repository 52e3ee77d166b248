import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';

const Range = z.object({ first_day: z.string().nullable(), last_day: z.string().nullable() });

/** The local days of a workspace's first and last event; nulls while it has none. */
export function dataRange(workspace: number, revision: number): NamedQuery<typeof Range> {
  return {
    name: 'data_range',
    sql: `SELECT minOrNull(day) AS first_day, maxOrNull(day) AS last_day FROM event_days
      WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32}`,
    params: { workspace, revision },
    row: Range,
  };
}
