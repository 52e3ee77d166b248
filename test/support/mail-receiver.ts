import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { makeCertificate, type OwnCertificate } from './certificate.js';

export const MAIL_USER = 'grapevine';

/** As it came, and as another program than the one that wrote it reads it. */
export interface ReceivedMail {
  readonly from: string;
  /** Whom it was brought to. */
  readonly recipients: readonly string[];
  readonly mail: ParsedMail;
  readonly bytes: number;
}

interface Reply {
  readonly code: number;
  readonly text: string;
}

type Done = (error?: Error | null) => void;

/** An SMTP server for the name `localhost` that keeps what it is sent, and wants STARTTLS and a password. */
export class MailReceiver {
  readonly mails: ReceivedMail[] = [];
  /** Passwords that were shown, of whatever user. */
  readonly passwords: (string | null | undefined)[] = [];
  /** What the next ones to be sent a mail are answered, each one after the other; then, and else, they take it. */
  readonly replies = new Map<string, Reply[]>();
  /** What whole mails are answered, one after the other; then, and else, they are taken. */
  readonly verdicts: Reply[] = [];
  /** Whether it greets those who connect. */
  silent = false;
  /** Whether the right password is a wrong one. */
  wrongPassword = false;
  private server: SMTPServer;
  private port = 0;

  private constructor(
    private readonly own: OwnCertificate,
    private readonly pem: { readonly key: Buffer; readonly cert: Buffer },
    private readonly password: string,
    private readonly secure: boolean,
  ) {
    this.server = this.make();
  }

  /** @param options.secure whether TLS is spoken from the first byte on */
  static async start(options: { readonly password: string; readonly secure?: boolean }): Promise<MailReceiver> {
    const own = await makeCertificate('localhost');
    const [key, cert] = await Promise.all([readFile(own.key), readFile(own.certificate)]);
    const receiver = new MailReceiver(own, { key, cert }, options.password, options.secure ?? false);
    await receiver.open();
    return receiver;
  }

  get certificate(): string {
    return this.own.certificate;
  }

  get url(): string {
    const scheme = this.secure ? 'smtps' : 'smtp';
    return `${scheme}://${MAIL_USER}:${encodeURIComponent(this.password)}@localhost:${this.port}`;
  }

  get host(): string {
    return `localhost:${this.port}`;
  }

  /** Settings of smtp-server that may be changed while it runs. */
  get options(): SMTPServer['options'] {
    return this.server.options;
  }

  /** At the port that it had, if it had one. */
  async open(): Promise<void> {
    this.server = this.make();
    await once(this.server.listen(this.port), 'listening');
    this.port = (this.server.server.address() as { port: number }).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  async remove(): Promise<void> {
    await this.close();
    await this.own.remove();
  }

  /** Mails to somebody. */
  to(address: string): ReceivedMail[] {
    return this.mails.filter(({ recipients }) => recipients.includes(address));
  }

  private make(): SMTPServer {
    const server = new SMTPServer({
      ...{ ...this.pem, secure: this.secure, size: 50_000_000, closeTimeout: 100 },
      onConnect: (_, done) => {
        if (!this.silent) done();
      },
      onAuth: ({ username, password }, _, done) => {
        this.passwords.push(password);
        const right = username === MAIL_USER && password === this.password && !this.wrongPassword;
        done(right ? null : failure({ code: 535, text: 'Credentials are not right' }), { user: username });
      },
      onRcptTo: ({ address }, _, done) => done(failure(this.replies.get(address)?.shift())),
      onData: (stream, session, done) => void this.take(stream, session, done),
    });
    // Clients that go away mean no harm.
    server.on('error', () => undefined);
    return server;
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    const raw = await buffer(stream);
    if (stream.sizeExceeded) return done(failure({ code: 552, text: 'Message exceeds fixed maximum message size' }));
    const verdict = this.verdicts.shift();
    if (verdict) return done(failure(verdict));
    const { mailFrom, rcptTo } = session.envelope;
    this.mails.push({
      ...{ from: mailFrom ? mailFrom.address : '', recipients: rcptTo.map(({ address }) => address) },
      ...{ mail: await simpleParser(raw), bytes: raw.length },
    });
    done();
  }
}

const failure = (reply: Reply | undefined): Error | null =>
  reply ? Object.assign(new Error(reply.text), { responseCode: reply.code }) : null;
