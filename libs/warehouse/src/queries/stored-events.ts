import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';

const Stored = z.object({ events: z.number(), identities: z.number() });

/**
 * Distinct events in the log, and distinct identities among them: the difference is how many conflict with another.
 *
 * Reads every key of the workspace, and spills to disk rather than run out of memory: for reports, not for each request.
 */
export function storedEvents(workspace: number, revision: number): NamedQuery<typeof Stored> {
  return {
    name: 'stored_events',
    sql: `SELECT sum(contents) AS events, count() AS identities
      FROM (
        SELECT type, event_key, uniqExact(content_hash) AS contents FROM events
        WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32}
        GROUP BY type, event_key)
      SETTINGS max_bytes_before_external_group_by = 1000000000`,
    params: { workspace, revision },
    row: Stored,
  };
}
