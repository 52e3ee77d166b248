import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';

const Day = z.object({ day: z.string() });

/** One row where the workspace has any event of a message, else none. */
export function hasDeliveries(workspace: number, revision: number): NamedQuery<typeof Day> {
  return {
    name: 'has_deliveries',
    sql: `SELECT toString(day) AS day FROM deliveries
      WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} LIMIT 1`,
    params: { workspace, revision },
    row: Day,
  };
}
