import { z } from 'zod';

const isReceiver = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === '';
};

/** An address that something is sent to by POST. */
export const ReceiverUrl = z
  .string()
  .max(2_000)
  .refine(isReceiver, 'must be an address that begins with https://, without a user name, a password and a fragment');
