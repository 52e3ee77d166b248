import { Agent } from 'node:https';
import type { S3 } from '@aws-sdk/client-s3';
import { VERSION } from '@grapevine/config';
import type { S3Destination } from '@grapevine/contracts';
import type { ConnectionLimits } from './connection-fault.js';
import { lookupPublic, refusePrivateLiteral } from './public-addresses.js';
import { boundAnswers } from './s3-answers.js';

/** Where requests go; the host has the bucket's name before it unless it is named in the path. */
export function endpointOf({ endpoint, region }: Pick<S3Destination, 'endpoint' | 'region'>): URL {
  return new URL(endpoint ?? `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`);
}

/**
 * A client that knows what it is given here and nothing else: whatever is left out the SDK would look for in the environment and in
 * ~/.aws of whoever runs the server. It follows no redirect and tries nothing twice: the run does.
 *
 * @throws DestinationError where the address is not public and none such is allowed
 */
export async function openS3(settings: S3Destination, limits: ConnectionLimits): Promise<S3> {
  const endpoint = endpointOf(settings);
  if (!limits.privateAddresses) refusePrivateLiteral(endpoint.hostname);
  // Takes a third of a second to load: whoever sends nothing there does not pay for it.
  const { S3: Client } = await import('@aws-sdk/client-s3');
  const client = new Client({
    endpoint: endpoint.href,
    region: settings.region,
    forcePathStyle: settings.path_style,
    credentials: { accessKeyId: settings.access_key_id, secretAccessKey: settings.secret_access_key },
    requestHandler: {
      // One of its own kind: for some requests the SDK makes another agent where it is given mere options.
      httpsAgent: new Agent({
        ...{ keepAlive: true, maxSockets: 1, rejectUnauthorized: true },
        ...(limits.privateAddresses ? {} : { lookup: lookupPublic }),
      }),
      connectionTimeout: limits.idleMs,
      socketTimeout: limits.idleMs,
    },
    ...ALONE,
  });
  boundAnswers(client);
  return client;
}

/** What else the SDK would ask its surroundings for. */
const ALONE = {
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard',
  // Every body is signed with its SHA-256, which all stores check. Further checksums not all of them take.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  // With an agent of ours the SDK does not wait for the answer to it, and some proxies refuse it.
  expectContinueHeader: false,
  authSchemePreference: [] as string[],
  // The head that comes first tells the time, whatever else it is refused for.
  disableClockSkewCorrection: false,
  disableS3ExpressSessionAuth: true,
  followRegionRedirects: false,
  sigv4aSigningRegionSet: async () => undefined,
  useArnRegion: false,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
  defaultUserAgentProvider: async () => [['Grapevine', VERSION] as [string, string]],
} as const;
