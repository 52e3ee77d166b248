import type { Readable } from 'node:stream';
import type { MailConfig } from '@grapevine/config';
import { DestinationError } from '../destinations/destination.js';
import { isForNow, replyOf, type SmtpError, smtpFault } from './smtp-fault.js';

/** What people are told where no SMTP server is configured. */
export const NO_MAIL =
  'This server sends no mail: whoever runs it has to name an SMTP server in GRAPEVINE_SMTP_URL, and a sender in GRAPEVINE_MAIL_FROM.';

/** What lies in a mail beside its words. */
export interface MailPart {
  readonly name: string;
  readonly bytes: number;
  /** Asked for once the server wants it. */
  readonly content: () => Readable;
  /** By this name the words show it as a picture. */
  readonly cid?: string;
}

export interface Mail {
  /** As everybody is shown. */
  readonly to: readonly string[];
  /** Whom it is brought to. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for the same mail to the same people: a receiver that has it may drop what comes again. */
  readonly messageId: string;
  readonly idempotencyKey: string;
  readonly parts: readonly MailPart[];
}

/** Somebody whom the server takes no mail for. */
export interface Refusal {
  readonly address: string;
  readonly reply: string;
  /** Whether the server has it that it may take it later. */
  readonly forNow: boolean;
}

interface Sent {
  readonly taken: readonly string[];
  readonly refused: readonly Refusal[];
}

/** Until the server has said that it has a mail (RFC 5321, 4.5.3.2.6): who gives up earlier sends twice what is being looked at for long. */
const LAST_WORD_MS = 600_000;
/** A mail as a whole, however slowly it moves. */
const TOTAL_MS = 3_600_000;

/** Sends mail by the SMTP server of the configuration, each in a connection of its own. */
export class Mailer {
  /** @param patienceMs for a connection, and its greeting */
  constructor(
    private readonly config: MailConfig,
    private readonly patienceMs: number,
  ) {}

  /**
   * @returns for whom the server took it, and for whom not
   * @throws DestinationError where it took none, whoever it is for
   */
  async send(mail: Mail, signal: AbortSignal): Promise<Sent> {
    const bytes = sizeOf(mail);
    if (bytes > this.config.maxBytes) throw tooLarge(bytes, this.config.maxBytes);
    const total = AbortSignal.timeout(TOTAL_MS);
    try {
      return await this.transmit(mail, bytes, AbortSignal.any([signal, total]));
    } catch (error) {
      signal.throwIfAborted();
      if (total.aborted) throw new DestinationError(`${this.config.host} has not taken the mail within an hour.`, true);
      if ((error as SmtpError).code === 'ESTREAM') throw error;
      throw smtpFault(error as SmtpError, this.config);
    }
  }

  private async transmit(mail: Mail, bytes: number, signal: AbortSignal): Promise<Sent> {
    const { host, port, encryption, credentials, from } = this.config;
    // Most servers never send mail: they start without it.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      ...{ host, port, secure: encryption === 'tls', requireTLS: encryption === 'starttls' },
      ignoreTLS: encryption === 'none',
      ...(credentials ? { auth: { user: credentials.user, pass: credentials.password }, forceAuth: true } : {}),
      ...{ connectionTimeout: this.patienceMs, dnsTimeout: this.patienceMs, greetingTimeout: this.patienceMs },
      socketTimeout: LAST_WORD_MS,
    });
    try {
      const info = await transport.sendMail({
        ...{ from, to: [...mail.to], subject: mail.subject, text: mail.text, html: mail.html },
        envelope: { from: from.address, to: [...mail.recipients], size: bytes },
        messageId: mail.messageId,
        headers: { 'Idempotency-Key': mail.idempotencyKey, 'Auto-Submitted': 'auto-generated' },
        attachments: mail.parts.map(({ name, content, cid }) => ({
          ...{ filename: name, content: content(), contentTransferEncoding: 'base64' as const },
          ...(cid ? { cid, contentDisposition: 'inline' as const } : {}),
        })),
        ...{ disableFileAccess: true, disableUrlAccess: true, signal },
      });
      return outcome(mail, info.rejectedErrors);
    } catch (error) {
      const { rejectedErrors } = error as { rejectedErrors?: RecipientError[] };
      if (!rejectedErrors) throw error;
      return outcome(mail, rejectedErrors);
    } finally {
      transport.close();
    }
  }
}

interface RecipientError extends SmtpError {
  readonly recipient?: string | undefined;
}

/** Addresses as they were given: the server was told them with small letters in their domains. */
function outcome({ recipients }: Mail, errors: readonly RecipientError[] = []): Sent {
  const refusalOf = (address: string) =>
    errors.find(({ recipient = '' }) => recipient.toLowerCase() === address.toLowerCase());
  return {
    taken: recipients.filter((address) => !refusalOf(address)),
    refused: recipients.flatMap((address) => {
      const error = refusalOf(address);
      return error ? [{ address, reply: replyOf(error), forNow: isForNow(error) }] : [];
    }),
  };
}

/** Headers, and what parts are held together with. */
const FRAME_BYTES = 8_192;
const LINE = 76;

/** At most so many bytes are sent: files as base64 in lines, words as quoted-printable, of which every byte may take three. */
function sizeOf({ text, html, parts }: Pick<Mail, 'text' | 'html' | 'parts'>): number {
  const words = 3 * (Buffer.byteLength(text) + Buffer.byteLength(html));
  return parts.reduce((sum, { bytes }) => sum + inBase64(bytes), FRAME_BYTES + words);
}

function inBase64(bytes: number): number {
  const digits = 4 * Math.ceil(bytes / 3);
  return digits + 2 * Math.ceil(digits / LINE);
}

function tooLarge(bytes: number, most: number): DestinationError {
  const megabytes = (number: number): string => `${(number / 1_000_000).toFixed(1)} MB`;
  const message =
    `As a mail the file has ${megabytes(bytes)}, and this server sends at most ${megabytes(most)} (GRAPEVINE_MAIL_MAX_BYTES). ` +
    'Choose a compression, a coarser question or a shorter range, or another destination.';
  return new DestinationError(message, false);
}
