import { z } from 'zod';
import { formatParameter } from './formats.js';
import { longPage, nextAfter, pageAfter } from './page-size.js';

/** Small letters: nobody means two people by A@b.c and a@b.c. */
const Email = z
  .string()
  .max(254, 'must have at most 254 characters')
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email('is not an email address'));
const NewPassword = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(200, 'must have at most 200 characters')
  .refine((text) => text.isWellFormed(), { error: 'holds half a character' });

/** Sets or changes one's own email and password. */
export const AccountChange = z
  .strictObject({
    email: Email.optional(),
    password: NewPassword.optional(),
    current_password: z
      .string()
      .max(200)
      .optional()
      .describe('needed to change what is there; not for the first email and password after a one-time link'),
  })
  .refine(({ email, password }) => email !== undefined || password !== undefined, {
    error: 'give an email or a password',
  });
export type AccountChange = z.infer<typeof AccountChange>;

export const Person = z.object({
  id: z.uuid(),
  email: z.string(),
  created_at: z.iso.datetime(),
  last_signed_in_at: z.iso.datetime().nullable(),
});
export type Person = z.infer<typeof Person>;

export const PersonQuery = z.strictObject({ limit: longPage, after: pageAfter, format: formatParameter });
export type PersonQuery = z.infer<typeof PersonQuery>;

export const PersonList = z.object({ data: z.array(Person).describe('the oldest first'), next: nextAfter });
export type PersonList = z.infer<typeof PersonList>;

/** A link that lets somebody in once: `/sign-in#token=TOKEN`. */
export const SignInLink = z.object({ token: z.string(), expires_at: z.iso.datetime() });
export type SignInLink = z.infer<typeof SignInLink>;
