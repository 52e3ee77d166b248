import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MailConfig, readConfig } from '@grapevine/config';
import type { ExportManifest } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../apps/api/src/exports/destinations/destination.js';
import { EmailDestination, type Receipts } from '../../apps/api/src/exports/destinations/email.js';
import { Mailer } from '../../apps/api/src/exports/mail/mailer.js';
import { sha256 } from '../support/exporting.js';
import { MailReceiver, type ReceivedMail } from '../support/mail-receiver.js';

const PASSWORD = 'never:shown/to@anybody';
const NAME = 'Growth <b>"now"</b>\r\nBcc: eve@example.com';
/** The smallest PNG there is. */
const CHART = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);
const DATA = Buffer.from(`day,active\r\n${'2026-01-05,7\r\n'.repeat(20_000)}`);

const MANIFEST: ExportManifest = {
  ...{ manifest_version: 1, export: { id: '7d0c7a51-0f0e-4d6b-9f6a-3f5a7f7f0001', name: NAME } },
  ...{ run_id: '7d0c7a51-0f0e-4d6b-9f6a-3f5a7f7f0002', test: false },
  idempotency_key: 'a'.repeat(64),
  ...{ file: 'growth_2026-01-05_2026-01-05.csv', format: 'csv', compression: 'none' },
  ...{ rows: 20_000, bytes: DATA.length, sha256: sha256(DATA) },
  question: { of: 'growth', address: '/v1/growth?grain=day&from=2026-01-05&to=2026-01-05' },
  period: { start: '2026-01-05', end: '2026-01-05' },
  time_zone: 'Europe/Berlin',
  definition: { id: 'growth', version: 2, text: 'Active & new' },
  definition_version: 3,
  schema: [{ name: 'day', type: 'date', nullable: false }],
  restates: null,
  ...{ as_of: '2026-01-06T01:00:00.000Z', watermark: '2026-01-06T00:59:00.000Z' },
};

/** In memory: that they outlive the process is tested with the whole product. */
class KeptReceipts implements Receipts {
  readonly known = new Map<string, string[]>();
  async of(key: string): Promise<readonly string[]> {
    return this.known.get(key) ?? [];
  }
  async add(key: string, receivers: readonly string[]): Promise<void> {
    this.known.set(key, [...(this.known.get(key) ?? []), ...receivers]);
  }
}

describe('a file that is mailed', () => {
  let folder: string;
  let receiver: MailReceiver;
  let delivery: Delivery;
  const never = new AbortController().signal;

  const configOf = (url: string, more: Partial<MailConfig> = {}): MailConfig => {
    const from = 'Grapevine <reports@example.com>';
    return {
      ...(readConfig('all', { GRAPEVINE_SMTP_URL: url, GRAPEVINE_MAIL_FROM: from }).mail as MailConfig),
      ...more,
    };
  };
  const destination = (to: readonly string[], config: MailConfig, receipts: Receipts = new KeptReceipts()) =>
    new EmailDestination(to, config.from.address, new Mailer(config, 2_000), receipts);
  /** This process was not told to trust the certificate. */
  const trusting = (): MailConfig => ({ ...configOf(receiver.url), encryption: 'none', credentials: undefined });
  const failureOf = (config: MailConfig, to = ['ann@example.com']): Promise<unknown> =>
    destination(to, config)
      .deliver(delivery, never)
      .catch((error: unknown) => error);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-mail-'));
    const dataPath = join(folder, 'spooled.part');
    await writeFile(dataPath, DATA);
    receiver = await MailReceiver.start({ password: PASSWORD });
    receiver.options.authOptional = true;
    delivery = {
      ...{ dataPath, fileName: MANIFEST.file, manifest: MANIFEST, manifestName: `${MANIFEST.file}.manifest.json` },
      ...{ idempotencyKey: MANIFEST.idempotency_key, headline: 'Active members: <7>, up 3 %', recent: [] },
      chart: async () => CHART,
    };
  });
  afterAll(async () => {
    await receiver?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('has the file, the manifest, a picture and the words, and nothing of a name becomes markup or a header', async () => {
    const to = ['ann@example.com', 'Bob@Example.com'];
    expect(await destination(to, trusting()).deliver(delivery, never)).toEqual({
      where: 'ann@example.com, Bob@Example.com',
    });
    const [received, ...more] = receiver.mails as [ReceivedMail];
    expect(more).toEqual([]);
    const { mail, recipients, from, bytes } = received;
    expect(from).toBe('reports@example.com');
    expect(recipients).toHaveLength(2);
    expect(mail.subject).toBe('Growth <b>"now"</b> Bcc: eve@example.com: 2026-01-05');
    expect(mail.bcc).toBeUndefined();
    expect(mail.from?.value).toEqual([{ name: 'Grapevine', address: 'reports@example.com' }]);
    expect(mail.headers.get('idempotency-key')).toBe(MANIFEST.idempotency_key);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');

    const [picture, data, manifest] = mail.attachments;
    expect(data).toMatchObject({ filename: MANIFEST.file, size: MANIFEST.bytes, contentDisposition: 'attachment' });
    expect(sha256(data?.content as Buffer)).toBe(MANIFEST.sha256);
    expect(manifest?.filename).toBe(`${MANIFEST.file}.manifest.json`);
    expect(JSON.parse(String(manifest?.content))).toEqual(MANIFEST);
    expect(picture).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline', related: true });
    expect(picture?.content).toEqual(CHART);

    const html = String(mail.html);
    expect(html).not.toMatch(/<b>|<7>/);
    expect(html).toContain('Active members: &#60;7&#62;, up 3 %');
    for (const words of [html, String(mail.text)]) {
      expect(words).toContain(MANIFEST.sha256);
      expect(words).toContain('Europe/Berlin');
    }
    // What the server was told before is no less than what came.
    expect(bytes).toBeLessThan(1.5 * MANIFEST.bytes);
  });

  it('has the same Message-ID for the same bytes and people, whoever of them is still to be served', async () => {
    const before = receiver.mails.length;
    await destination(['ann@example.com', 'bob@example.com'], trusting()).deliver(delivery, never);
    const receipts = new KeptReceipts();
    await receipts.add(MANIFEST.idempotency_key, ['ann@example.com']);
    await destination(['bob@example.com', 'ann@example.com'], trusting(), receipts).deliver(delivery, never);
    await destination(['ann@example.com'], trusting()).deliver(delivery, never);
    const [whole, rest, other] = receiver.mails.slice(before);
    expect(rest?.recipients).toEqual(['bob@example.com']);
    expect(rest?.mail.messageId).toBe(whole?.mail.messageId);
    expect(whole?.mail.messageId).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
    expect(other?.mail.messageId).not.toBe(whole?.mail.messageId);
  });

  it('says of a test that it is one', async () => {
    const tried = { ...delivery, manifest: { ...MANIFEST, test: true } };
    await destination(['tester@example.com'], trusting()).deliver(tried, never);
    const [received] = receiver.to('tester@example.com');
    expect(received?.mail.subject).toMatch(/^Test: Growth /);
    expect(received?.mail.text).toContain('Test: only the first rows');
  });

  it('is brought again to those alone who were put off', async () => {
    const [taken, later, never_] = ['tom@example.com', 'later@example.com', 'never@example.com'];
    receiver.replies.set(later, [{ code: 451, text: 'Greylisted' }]);
    const gone = { code: 550, text: 'No such user' };
    receiver.replies.set(never_, [gone, gone]);
    const receipts = new KeptReceipts();
    const attempt = () =>
      destination([taken, later, never_], trusting(), receipts)
        .deliver(delivery, never)
        .catch((error: unknown) => error);
    expect(await attempt()).toMatchObject({
      retry: true,
      message: `The mail server takes no mail for ${later} (451 Greylisted), ${never_} (550 No such user). ${taken} has it.`,
    });
    expect(await attempt()).toMatchObject({
      retry: false,
      message: `The mail server takes no mail for ${never_} (550 No such user). ${taken}, ${later} have it. Correct the addresses or leave them out, then run the export again.`,
    });
    expect(receiver.to(taken)).toHaveLength(1);
    expect(receiver.to(later)).toHaveLength(1);
    expect(await attempt()).toEqual({ where: [taken, later, never_].join(', ') });
    expect(receiver.to(later)).toHaveLength(1);
    expect(receiver.to(never_)).toHaveLength(1);
  });

  it.each([
    [421, true, 'does not take mail at present (421 Too busy)'],
    [452, true, 'does not take mail at present (452 Too busy)'],
    [552, false, 'does not take a mail of this size (552 Too busy)'],
    [554, false, 'has read the mail and does not take it (554 Too busy)'],
  ])('that is answered %i in the end is tried again: %s', async (code, retry, words) => {
    receiver.verdicts.push({ code, text: 'Too busy' });
    expect(await failureOf(trusting())).toMatchObject({
      ...{ name: 'DestinationError', retry, message: expect.stringContaining(words) },
    });
  });

  it('is not sent where it is larger than the configuration or the server allows', async () => {
    const before = receiver.mails.length;
    expect(await failureOf({ ...trusting(), maxBytes: 200_000 })).toMatchObject({
      ...{ retry: false, message: expect.stringMatching(/^As a mail the file has 0\.4 MB.*at most 0\.2 MB/) },
    });
    receiver.options.size = 200_000;
    expect(await failureOf(trusting())).toMatchObject({
      ...{ retry: false, message: expect.stringContaining('of this size (takes at most 200000 bytes). Choose') },
    });
    receiver.options.size = 50_000_000;
    expect(receiver.mails).toHaveLength(before);
  });

  it('goes to no server without STARTTLS, and neither does the password', async () => {
    const { disabledCommands } = receiver.options;
    receiver.options.disabledCommands = ['STARTTLS'];
    const before = receiver.passwords.length;
    expect(await failureOf(configOf(receiver.url))).toMatchObject({
      ...{ retry: false, message: expect.stringContaining('takes no encrypted connections on this port (500') },
    });
    receiver.options.disabledCommands = disabledCommands;
    expect(receiver.passwords).toHaveLength(before);
  });

  it('goes to no server whose certificate nobody vouches for, by STARTTLS or TLS', async () => {
    const encrypted = await MailReceiver.start({ password: PASSWORD, secure: true });
    for (const { url, host } of [receiver, encrypted]) {
      expect(await failureOf(configOf(url))).toMatchObject({
        retry: false,
        message: `The certificate of ${host} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): nothing was sent. A new one of a known authority helps.`,
      });
    }
    expect([...receiver.passwords, ...encrypted.passwords]).toEqual([]);
    await encrypted.remove();
  });

  it('waits no longer for a silent server, and tries later', async () => {
    receiver.silent = true;
    expect(await failureOf(trusting())).toMatchObject({ retry: true, message: `${receiver.host} does not answer.` });
    receiver.silent = false;
  });

  it('is tried later where nobody is known or listens', async () => {
    expect(await failureOf({ ...trusting(), host: '127.0.0.1', port: 1 })).toMatchObject({
      ...{ retry: true, message: '127.0.0.1:1 refuses connections.' },
    });
    expect(await failureOf({ ...trusting(), host: 'nobody.invalid' })).toMatchObject({
      ...{ retry: true, message: expect.stringMatching(/is not known|cannot be looked up/) },
    });
  });

  it('is given up when the run is stopped', async () => {
    receiver.silent = true;
    const stop = new AbortController();
    const sending = destination(['ann@example.com'], trusting()).deliver(delivery, stop.signal);
    stop.abort(new Error('The server stops.'));
    await expect(sending).rejects.toThrow('The server stops.');
    receiver.silent = false;
  });
});
