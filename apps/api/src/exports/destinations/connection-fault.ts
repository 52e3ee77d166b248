import { DestinationError } from './destination.js';

/** How a destination is spoken to. */
export interface ConnectionLimits {
  /** Whether addresses that are not public may be connected to. */
  readonly privateAddresses: boolean;
  /** How long the other side may be silent. */
  readonly idleMs: number;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'is not known: no name server has an address of it',
  EAI_AGAIN: 'cannot be looked up at present: the name server does not answer',
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  ERR_STREAM_PREMATURE_CLOSE: 'answered before it had the whole file',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'cannot be reached: it does not answer',
};

const CERTIFICATE = /CERT|SIGNED|ISSUER|ALTNAME|VERIFY|HOSTNAME_MISMATCH/;

/** What people are told where HTTPS did not come about. @param host all that is named of the address */
export function connectionFault({ code = '' }: NodeJS.ErrnoException, host: string): DestinationError {
  if (CERTIFICATE.test(code)) {
    const message = `The certificate of ${host} is not trusted (${code}): nothing was sent. A new one of a known authority helps.`;
    return new DestinationError(message, false);
  }
  const known = WORDS[code] ?? `cannot be spoken to by HTTPS${code && ` (${code})`}`;
  return new DestinationError(`${host} ${known}.`, true);
}

export const silent = (host: string, idleMs: number): DestinationError =>
  new DestinationError(`${host} was silent for ${idleMs / 1_000} seconds.`, true);
