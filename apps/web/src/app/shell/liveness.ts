import type { Status } from '@grapevine/contracts';

/** What the top bar says about how current the numbers are. */
export type Liveness =
  | { kind: 'processing'; events: number; seconds: number | null }
  | { kind: 'empty' }
  | { kind: 'live' }
  | { kind: 'through'; day: string };

/**
 * Events that wait come first: until they are counted no number is final. Data that reaches yesterday or today is live: a
 * service may be quiet for some hours, and at midnight no day has begun to have events.
 * @param today the local day of the workspace; undefined while its time zone is not known.
 */
export function livenessOf({ pipeline, data_through }: Status, today: string | undefined): Liveness {
  if (pipeline.pending_events > 0) {
    return { kind: 'processing', events: pipeline.pending_events, seconds: pipeline.oldest_pending_seconds };
  }
  if (data_through === null) return { kind: 'empty' };
  if (today !== undefined && data_through >= dayBefore(today)) return { kind: 'live' };
  return { kind: 'through', day: data_through };
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
