import { z } from 'zod';
import { title } from './event-fields.js';
import { formatParameter } from './formats.js';
import { longPage, nextAfter, pageAfter } from './page-size.js';

const SCOPES = ['ingest', 'read', 'admin'] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;

export const NewKey = z.object({
  name: title,
  scopes: z.array(Scope).min(1, 'give at least one scope'),
});
export type NewKey = z.infer<typeof NewKey>;

export const Key = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(Scope),
  hint: z.string().describe('The last four characters, to tell keys apart'),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
});
export type Key = z.infer<typeof Key>;

/** The only answer that ever holds the key itself. */
export const CreatedKey = Key.extend({ key: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;

export const KeyQuery = z.strictObject({ limit: longPage, after: pageAfter, format: formatParameter });
export type KeyQuery = z.infer<typeof KeyQuery>;

export const KeyList = z.object({ data: z.array(Key).describe('the oldest first'), next: nextAfter });
export type KeyList = z.infer<typeof KeyList>;
