import type { MailConfig } from '@grapevine/config';
import { DestinationError } from '../destinations/destination.js';

/** What nodemailer says of a mail that was not sent, as far as it is used. */
export interface SmtpError extends Error {
  readonly code?: string | undefined;
  /** Of the connection, where `code` is nodemailer's. */
  readonly originalCode?: string | undefined;
  /** The reply of the server, and its number. */
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  /** What was said to the server last. */
  readonly command?: string | undefined;
}

type Server = Pick<MailConfig, 'host' | 'port'>;

const CONNECTION: Readonly<Record<string, string>> = {
  ENOTFOUND: 'is not known: no name server has an address of it',
  EAI_AGAIN: 'cannot be looked up at present: the name server does not answer',
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  ECONNECTION: 'broke the connection off',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'does not answer',
};

const CERTIFICATE = /CERT|SIGNED|ISSUER|ALTNAME|VERIFY|HOSTNAME_MISMATCH/;
const LONGEST_REPLY = 300;

/** A reply as people are shown it: one line, and no more of it than says something. */
export function replyOf({ response = '' }: Pick<SmtpError, 'response'>): string {
  const line = response.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > LONGEST_REPLY ? `${line.slice(0, LONGEST_REPLY)}...` : line;
}

/** Whether the server has it that the same can succeed later (RFC 5321, 4.2.1). */
export const isForNow = ({ responseCode = 0 }: Pick<SmtpError, 'responseCode'>): boolean =>
  responseCode >= 400 && responseCode < 500;

/** What people are told of a mail that the server did not take. Replies to credentials are not repeated: some servers quote them. */
export function smtpFault(error: SmtpError, { host, port }: Server): DestinationError {
  const { responseCode, command = '' } = error;
  const server = `${host}:${port}`;
  if (responseCode === undefined) return silentFault(error, server);
  if (isForNow(error)) {
    const reply = error.code === 'EAUTH' ? String(responseCode) : replyOf(error);
    return new DestinationError(`${server} does not take mail at present (${reply}).`, true);
  }
  return new DestinationError(`${server} ${refusal(error, command)}`, false);
}

/** Nobody has answered, or not to the point. */
function silentFault({ code = '', originalCode = '', message }: SmtpError, server: string): DestinationError {
  if (CERTIFICATE.test(originalCode)) {
    const text = `The certificate of ${server} is not trusted (${originalCode}): nothing was sent. A new one of a known authority helps.`;
    return new DestinationError(text, false);
  }
  if (code === 'EMESSAGE' && message.includes('size')) {
    const most = /\d+$/.exec(message)?.[0];
    return new DestinationError(`${server} ${tooLarge(most ? `takes at most ${most} bytes` : 'says so')}`, false);
  }
  const known = CONNECTION[originalCode] ?? CONNECTION[code];
  const word = originalCode || code;
  return new DestinationError(`${server} ${known ?? `cannot be spoken to by SMTP${word && ` (${word})`}`}.`, true);
}

/** The server has refused for good. */
function refusal(error: SmtpError, command: string): string {
  const reply = replyOf(error);
  if (command === 'STARTTLS') {
    return `takes no encrypted connections on this port (${reply}), and nothing was sent. Whoever runs the server of Grapevine can name another port or smtps:// in GRAPEVINE_SMTP_URL.`;
  }
  if (error.code === 'EAUTH') {
    return `does not take the user name and the password of GRAPEVINE_SMTP_URL (${error.responseCode}). Whoever runs the server of Grapevine can correct them.`;
  }
  if (error.responseCode === 530) {
    return `wants a user name and a password, or an encrypted connection (${reply}). Whoever runs the server of Grapevine can give them in GRAPEVINE_SMTP_URL.`;
  }
  if (error.responseCode === 552) return tooLarge(reply);
  if (command === 'MAIL FROM') {
    return `takes no mail of this sender (${reply}). Whoever runs the server of Grapevine can name another one in GRAPEVINE_MAIL_FROM.`;
  }
  if (error.code === 'EMESSAGE') return `has read the mail and does not take it (${reply}).`;
  return `does not take mail from here (${reply}).`;
}

const tooLarge = (why: string): string =>
  `does not take a mail of this size (${why}). Choose a compression, a coarser question or a shorter range, or another destination.`;
