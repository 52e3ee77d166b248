import { z } from 'zod';
import { Scope } from './keys.js';

/** Exchanges the token of a one-time link for a session cookie. */
export const SignIn = z.object({ token: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof SignIn>;

export const Session = z.object({
  workspace: z.object({ id: z.int(), name: z.string(), slug: z.string() }),
  scopes: z.array(Scope),
  expires_at: z.iso.datetime().nullable().describe('null for a key, which does not expire'),
});
export type Session = z.infer<typeof Session>;
