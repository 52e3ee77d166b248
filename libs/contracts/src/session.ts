import { z } from 'zod';
import { Scope } from './keys.js';

/** Exchanges the token of a one-time link, or an email and a password, for a session cookie. */
export const SignIn = z.union(
  [
    z.strictObject({ token: z.string().min(1).max(200) }),
    z.strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) }),
  ],
  { error: 'must be {"token"} of a one-time link, or {"email", "password"}' },
);
export type SignIn = z.infer<typeof SignIn>;

/** A workspace that a person may look at. */
const SessionWorkspace = z.object({
  id: z.int(),
  name: z.string(),
  slug: z.string(),
  simulated: z.boolean(),
  has_events: z.boolean(),
});
export type SessionWorkspace = z.infer<typeof SessionWorkspace>;

export const Session = z.object({
  workspace: SessionWorkspace,
  workspaces: z.array(SessionWorkspace).describe('those that may be looked at; a key has the one that it belongs to'),
  person: z
    .object({ id: z.uuid(), email: z.string() })
    .nullable()
    .describe('null for a key, and for whoever came by a one-time link and has set no email yet'),
  scopes: z.array(Scope),
  expires_at: z.iso.datetime().nullable().describe('null for a key, which does not expire'),
});
export type Session = z.infer<typeof Session>;
