import { describe, expect, it } from '@jest/globals';
import { DestinationError } from './destination.js';
import { s3Fault } from './s3-faults.js';

const SETTINGS = { bucket: 'reports', region: 'eu-central-1', path_style: false };
const HOST = 'reports.s3.eu-central-1.amazonaws.com';

/** As the SDK throws it. */
const answered = (status: number, name: string, more: object = {}) =>
  Object.assign(new Error('Signature of AKIA: 0123'), { name, $metadata: { httpStatusCode: status }, ...more });
const failed = (code: string, more: object = {}) => Object.assign(new Error(`${code} 0123`), { code, ...more });
const faultOf = (error: Error, settings = SETTINGS) => s3Fault(error, settings, 3_000) as DestinationError;

describe('what people are told of S3', () => {
  it.each<[string, Error, boolean, string]>([
    ['a code', answered(404, 'NoSuchBucket'), false, `${HOST} has no bucket reports`],
    ['a refusal without a code', answered(403, '403'), false, 'does not let the access key write'],
    ['a full disk without a code', answered(507, 'UnknownError'), true, 'The bucket reports'],
    ['a proxy that takes little', answered(413, 'UnknownError'), false, 'does not take as much'],
    ['too many requests', answered(429, 'UnknownError'), true, 'too much to do'],
    ['a fault of its own', answered(503, 'ServiceUnavailable'), true, 'answered 503 (ServiceUnavailable)'],
    ['what it does not have', answered(501, 'NotImplemented'), false, 'answered 501 (NotImplemented)'],
    ['a new bucket', answered(307, 'TemporaryRedirect'), true, 'the bucket is new'],
    ['another redirect', answered(307, 'UnknownError'), false, 'which leads elsewhere'],
    ['a code that is none', answered(400, 'constructor'), false, 'answered 400: it does not take the file'],
    [
      'a region in the body',
      answered(400, 'AuthorizationHeaderMalformed', { Region: 'eu-west-1' }),
      false,
      'eu-west-1',
    ],
    [
      'a region in a header',
      answered(301, '301', { $response: { headers: { 'x-amz-bucket-region': 'us-west-2' } } }),
      false,
      'the bucket reports is not in the region eu-central-1: it is in us-west-2.',
    ],
    ['a region that is none', answered(301, 'PermanentRedirect', { Region: 'a b' }), false, 'region eu-central-1.'],
    ['silence', Object.assign(new Error(), { name: 'TimeoutError' }), true, `${HOST} was silent for 3 seconds.`],
    ['an hour', Object.assign(new Error(), { name: 'AbortError' }), true, 'within an hour'],
    ['no connection', failed('ECONNREFUSED'), true, `${HOST} refuses connections.`],
    ['a certificate', failed('CERT_HAS_EXPIRED'), false, `The certificate of ${HOST} is not trusted`],
  ])('%s', (_, error, retry, words) => {
    const fault = faultOf(error);
    expect(fault).toBeInstanceOf(DestinationError);
    expect(fault).toMatchObject({ retry, message: expect.stringContaining(words) });
    // What the SDK says may hold what was sent.
    expect(fault.message).not.toContain('0123');
    expect(fault.cause).toBeUndefined();
  });

  it.each([
    [{ ...SETTINGS, path_style: true }, 's3.eu-central-1.amazonaws.com'],
    [{ ...SETTINGS, bucket: 'with.dots' }, 's3.eu-central-1.amazonaws.com'],
    [{ ...SETTINGS, region: 'cn-north-1' }, 'reports.s3.cn-north-1.amazonaws.com.cn'],
    [{ ...SETTINGS, endpoint: 'https://s3.example.com:9000/x' }, 'reports.s3.example.com:9000'],
    [{ ...SETTINGS, endpoint: 'https://[2001:db8::1]:9000' }, '[2001:db8::1]:9000'],
  ])('%j is at %s', (settings, host) => {
    expect(faultOf(failed('ENOTFOUND'), settings).message).toBe(
      `${host} is not known: no name server has an address of it.`,
    );
  });

  it('faults of the file that is sent are none of the store', () => {
    const error = failed('ENOENT', { path: '/spool/x.part' });
    expect(faultOf(error)).toBe(error);
  });
});
