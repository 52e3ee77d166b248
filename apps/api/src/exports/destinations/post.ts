import type { OutgoingHttpHeaders } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { type ConnectionLimits, connectionFault, silent } from './connection-fault.js';
import { DestinationError } from './destination.js';
import { lookupPublic, refusePrivateLiteral } from './public-addresses.js';

/** A request as a whole, however slowly it moves. */
const TOTAL_MS = 3_600_000;

interface PostContent {
  readonly headers: OutgoingHttpHeaders;
  readonly body: AsyncIterable<Buffer>;
}

/**
 * Sends a body by HTTPS and waits for the head of the answer; follows no redirect. Only the certificates that Node.js trusts are taken.
 *
 * @returns the status; a good one only once the whole body is sent
 * @throws DestinationError that names the host and nothing else of the address
 */
export async function post(
  url: URL,
  content: PostContent,
  limits: ConnectionLimits,
  signal: AbortSignal,
): Promise<number> {
  const total = AbortSignal.timeout(TOTAL_MS);
  try {
    if (!limits.privateAddresses) refusePrivateLiteral(url.hostname);
    return await send(url, content, limits, AbortSignal.any([signal, total]));
  } catch (error) {
    signal.throwIfAborted();
    if (total.aborted) throw new DestinationError(`${url.host} has not taken the file within an hour.`, true);
    throw error instanceof DestinationError ? error : connectionFault(error as NodeJS.ErrnoException, url.host);
  }
}

async function send(url: URL, { headers, body }: PostContent, limits: ConnectionLimits, signal: AbortSignal) {
  const options: RequestOptions = {
    ...{ method: 'POST', headers, signal, timeout: limits.idleMs },
    // A connection of its own: none is kept that was checked long ago.
    ...{ agent: false, rejectUnauthorized: true },
    ...(limits.privateAddresses ? {} : { lookup: lookupPublic }),
  };
  const outgoing = request(url, options);
  outgoing.on('timeout', () => outgoing.destroy(silent(url.host, limits.idleMs)));
  try {
    const answered = new Promise<number>((resolve, reject) => {
      outgoing.on('error', reject);
      outgoing.on('response', ({ statusCode = 0 }) => resolve(statusCode));
      // Such a connection is no longer the request's: left open, an error of it would end the process.
      outgoing.on('upgrade', (_, socket) => {
        socket.destroy();
        resolve(101);
      });
      outgoing.on('close', () => reject(new DestinationError(`${url.host} broke the connection off.`, true)));
    });
    const sent = pipeline(body, outgoing);
    // Who refuses early does not read the rest: the answer counts, not that the sending broke off.
    sent.catch(() => undefined);
    const status = await answered;
    if (status >= 200 && status < 300) await sent;
    return status;
  } finally {
    outgoing.destroy();
  }
}
