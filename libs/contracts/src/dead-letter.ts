import { z } from 'zod';
import { formatParameter } from './formats.js';
import { nextAfter, pageAfter, pageSize } from './page-size.js';

/** An acknowledged event that could not be stored. It holds keyed hashes only, and expires. */
export const DeadLetter = z.object({
  id: z.uuid(),
  batch_id: z.string(),
  reason: z.string(),
  detail: z.string(),
  event_type: z.string().nullable(),
  occurred_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  replayed_at: z.iso.datetime().nullable(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetterList = z.object({
  data: z.array(DeadLetter).describe('the oldest first'),
  next: nextAfter,
});
export type DeadLetterList = z.infer<typeof DeadLetterList>;

export const DeadLetterQuery = z.strictObject({
  after: pageAfter,
  limit: pageSize,
  format: formatParameter,
});

export type DeadLetterQuery = z.infer<typeof DeadLetterQuery>;

/** Which dead letters to put back into the queue: some by id, or all of the workspace. */
export const Replay = z.union(
  [z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000) }), z.strictObject({ all: z.literal(true) })],
  { error: 'must be {"ids": [...]} with 1 to 1,000 ids of dead letters, or {"all": true}' },
);
export type Replay = z.infer<typeof Replay>;

export const ReplayResult = z.object({ replayed: z.int() });
export type ReplayResult = z.infer<typeof ReplayResult>;
