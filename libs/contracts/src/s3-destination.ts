import { z } from 'zod';

const isEndpoint = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && `${url.username}${url.password}${url.search}${url.hash}` === '';
};

/** What everybody who sees exports may know of a place in S3-compatible storage. */
const place = {
  kind: z.literal('s3'),
  bucket: z
    .string()
    .regex(
      /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'must be the name of a bucket: 3 to 63 small letters, digits, "-" and ".", a letter or digit at both ends, and no IP address',
    ),
  prefix: z
    .string()
    .max(500)
    .regex(
      /^([A-Za-z0-9_=-][A-Za-z0-9._=-]*(\/[A-Za-z0-9_=-][A-Za-z0-9._=-]*)*\/?)?$/,
      'must be names joined by /, of letters, digits, ".", "_", "-" and "=", none of which begins with "."',
    )
    .default('')
    .describe('what the keys of the files begin with, as folders: growth/monthly; empty: nothing'),
  region: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,62}$/,
      'must be the name of a region, of small letters, digits and "-", as in eu-central-1',
    ),
  endpoint: z
    .string()
    .max(500)
    .refine(
      isEndpoint,
      'must be an address that begins with https://, without a user name, a password, a query and a fragment',
    )
    .optional()
    .describe('of the storage, as in https://s3.example.com; left out: Amazon S3'),
  path_style: z
    .boolean()
    .default(false)
    .describe('whether the bucket is named in the path of requests, not in the name of the host'),
  access_key_id: z
    .string()
    .regex(/^[\w.+@:-]{3,128}$/, 'must be 3 to 128 letters, digits, "_", ".", "+", "@", ":" and "-"'),
};

const secret = z
  .string()
  .regex(/^[!-~]{8,256}$/, 'must be 8 to 256 visible ASCII characters')
  .describe('what requests are signed with; never shown again');
const what = 'a bucket of Amazon S3, or of storage that is compatible with it';

export const S3Destination = z.strictObject({ ...place, secret_access_key: secret }).describe(what);
export type S3Destination = z.infer<typeof S3Destination>;

export const S3DestinationChange = z
  .strictObject({ ...place, secret_access_key: secret.optional() })
  .describe(`${what}; a secret_access_key that is left out stays while endpoint and access_key_id do`);
export type S3DestinationChange = z.infer<typeof S3DestinationChange>;

export const ShownS3Destination = z
  .object({ ...place, secret_access_key: z.object({ set: z.literal(true) }) })
  .describe(what);
