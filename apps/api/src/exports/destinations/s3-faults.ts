import { isIP } from 'node:net';
import type { S3Destination } from '@grapevine/contracts';
import { connectionFault, silent } from './connection-fault.js';
import { DestinationError } from './destination.js';
import { AnswerTooLong } from './s3-answers.js';
import { endpointOf } from './s3-client.js';

type Settings = Pick<S3Destination, 'bucket' | 'region' | 'endpoint' | 'path_style'>;

/** What is read of an error of the SDK, which also holds what must not be shown. */
interface SdkError extends NodeJS.ErrnoException {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
  readonly Region?: string;
}

/** @returns the status of the answer; 0 where there was none */
export function statusOf(error: unknown): number {
  const { $metadata, $response } = error as SdkError;
  return $metadata?.httpStatusCode ?? $response?.statusCode ?? 0;
}

/** @returns what people are told of an error; one of this server's own files is given back as it is */
export function s3Fault(error: unknown, settings: Settings, idleMs: number): unknown {
  const { name, path } = error as SdkError;
  if (error instanceof DestinationError || path !== undefined) return error;
  const host = hostOf(settings);
  if (error instanceof AnswerTooLong) {
    const message = `${host} answered with more than 1 MiB, which no S3 storage does: the rest was not read. Correct the endpoint if it is not one.`;
    return new DestinationError(message, true);
  }
  if (statusOf(error) > 0) return answeredFault(error as SdkError, settings, host);
  if (name === 'TimeoutError') return silent(host, idleMs);
  if (name === 'AbortError') return new DestinationError(`${host} has not taken what was sent within an hour.`, true);
  return connectionFault(error as SdkError, host);
}

/** The host that is connected to, chosen as the SDK does: no certificate is of a name with the dots of a bucket. */
function hostOf(settings: Settings): string {
  const { host, hostname } = endpointOf(settings);
  const inPath = settings.path_style || settings.bucket.includes('.') || isIP(hostname.replace(/^\[|\]$/g, '')) > 0;
  return inPath ? host : `${settings.bucket}.${host}`;
}

type Words = (named: Settings & { readonly host: string }) => string;

const KEY = 'Give access_key_id and secret_access_key again, or another pair.';
const full: Words = ({ bucket, host }) => `The bucket ${bucket} of ${host} is full. Make room, or raise its quota.`;
const unsynced: Words = ({ host }) =>
  `The clocks of this server and of ${host} differ by too much for it to take signed requests. Set this one's by NTP.`;
const busy: Words = ({ host }) => `${host} has too much to do at present.`;
const tooLarge: Words = ({ host }) =>
  `${host} does not take as much: the file, or the 8 MiB of it that are sent at once, are too large for it. Choose a shorter range.`;
const damaged: Words = ({ host }) => `What ${host} received is not what was sent.`;
const forbidden: Words = ({ bucket, host }) =>
  `${host} does not let the access key write to the bucket ${bucket}. It needs s3:GetObject, s3:PutObject, s3:DeleteObject and ` +
  's3:AbortMultipartUpload on what is in the bucket.';

/** By the code of the answer: what is said, and whether trying again can help. */
const KNOWN = new Map<string, readonly [Words, boolean]>([
  ['NoSuchBucket', [({ bucket, host }) => `${host} has no bucket ${bucket}. Make it, or correct the name.`, false]],
  ['AccessDenied', [forbidden, false]],
  ['InvalidAccessKeyId', [({ host }) => `${host} does not know the access key. ${KEY}`, false]],
  [
    'SignatureDoesNotMatch',
    [({ host }) => `${host} says that the secret is not that of the access key. ${KEY}`, false],
  ],
  ['RequestTimeTooSkewed', [unsynced, true]],
  ['RequestExpired', [unsynced, true]],
  ['QuotaExceeded', [full, true]],
  ['XMinioStorageFull', [full, true]],
  ['XMinioAdminBucketQuotaExceeded', [full, true]],
  ['EntityTooLarge', [tooLarge, false]],
  ['SlowDown', [busy, true]],
  ['TooManyRequests', [busy, true]],
  ['RequestTimeout', [({ host }) => `${host} did not want to wait for the file any longer.`, true]],
  ['BadDigest', [damaged, true]],
  ['XAmzContentSHA256Mismatch', [damaged, true]],
  ['NoSuchUpload', [({ host }) => `${host} lost the parts of the file that it had.`, true]],
]);

/** Where the code is not known, or none was given. */
const BY_STATUS = new Map([
  [403, 'AccessDenied'],
  [413, 'EntityTooLarge'],
  [429, 'SlowDown'],
  [507, 'QuotaExceeded'],
]);

const OF_REGIONS = ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'];

function answeredFault(error: SdkError, settings: Settings, host: string): DestinationError {
  const status = statusOf(error);
  const known = KNOWN.get(error.name) ?? KNOWN.get(BY_STATUS.get(status) ?? '');
  if (known) return new DestinationError(known[0]({ ...settings, host }), known[1]);
  const region = error.Region ?? error.$response?.headers?.['x-amz-bucket-region'] ?? settings.region;
  if (region !== settings.region || OF_REGIONS.includes(error.name)) return otherRegion(region, settings, host);
  const answered = `${host} answered ${status}${isCode(error.name) ? ` (${error.name})` : ''}`;
  if (error.name === 'TemporaryRedirect')
    return new DestinationError(`${answered}: the bucket is new, and not everywhere yet.`, true);
  if (status >= 500 && status !== 501) return new DestinationError(`${answered}: it has a fault of its own.`, true);
  if (status >= 300 && status < 400) {
    const message = `${answered}, which leads elsewhere: that is not followed. Give the endpoint that it leads to.`;
    return new DestinationError(message, false);
  }
  const hint = 'The endpoint, the region and path_style have to be those of the storage.';
  return new DestinationError(`${answered}: it does not take the file. ${hint}`, false);
}

function otherRegion(right: string, { bucket, region }: Settings, host: string): DestinationError {
  const where = /^[a-z0-9-]{1,63}$/.test(right) && right !== region ? `: it is in ${right}` : '';
  const message = `${host} says that the bucket ${bucket} is not in the region ${region}${where}. Correct it.`;
  return new DestinationError(message, false);
}

/** What S3 has for codes: whatever else a server may say is not repeated. */
const isCode = (name: string): boolean => /^(?!Unknown)[A-Z][A-Za-z0-9]{2,60}$/.test(name) && !/Error$/.test(name);
