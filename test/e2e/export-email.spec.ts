import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportRun, NewExport, SavedExport } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { runsOnce, runToEnd, saveExport, sha256, startRun } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { MAIL_USER, MailReceiver, type ReceivedMail } from '../support/mail-receiver.js';
import { patience } from '../support/patience.js';

const PASSWORD = 'mail-password-never-shown';
const EVENTS = Array.from({ length: 40 }, (_, i) => ({
  ...{ id: `mail-${i}`, type: 'member.active', occurred_at: '2026-01-05T12:00:00Z', member_id: `m${i % 7}` },
}));
const WANTED: Pick<NewExport, 'question' | 'range' | 'format' | 'compression'> = {
  question: { of: 'events', parameters: {} },
  range: { kind: 'fixed', from: '2026-01-05', to: '2026-01-05' },
  ...{ format: 'ndjson', compression: 'gzip' },
};

describe('an export by email', () => {
  let dataDir: string;
  let receiver: MailReceiver;
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  /** All that the API has answered and the processes have logged. */
  let said = '';

  const saveTo = async (...to: string[]): Promise<SavedExport> => {
    const saved = await saveExport(api, { ...WANTED, name: `To ${to[0]}`, destination: { kind: 'email', to } });
    said += JSON.stringify(saved);
    return saved;
  };
  const runTo = async (...to: string[]): Promise<ExportRun> => {
    const run = await runToEnd(api, (await saveTo(...to)).id);
    said += JSON.stringify(run);
    return run;
  };
  /** Of an export whose first attempt fails: what it met. */
  const putOff = async (address: string): Promise<{ id: string; error: string | null | undefined }> => {
    const { id } = await saveTo(address);
    await startRun(api, id);
    const [run] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'retrying'));
    said += JSON.stringify(run);
    return { id, error: run?.error };
  };
  const completed = (id: string) => runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'complete'));
  const start = async (environment: NodeJS.ProcessEnv) => {
    grapevine = await GrapevineProcess.start({ dataDir, environment: { LOG_LEVEL: 'trace', ...environment } });
    api = grapevine.api;
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'grapevine-email-'));
    receiver = await MailReceiver.start({ password: PASSWORD });
    await start({
      ...{ NODE_EXTRA_CA_CERTS: receiver.certificate, GRAPEVINE_EXPORT_IDLE_SECONDS: '3' },
      ...{ GRAPEVINE_SMTP_URL: receiver.url, GRAPEVINE_MAIL_FROM: 'Grapevine <reports@example.com>' },
    });
    await api.sendAll(EVENTS);
  }, patience(120_000));
  afterAll(async () => {
    await grapevine?.remove();
    await receiver?.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('arrives over an encrypted connection, with the file and its manifest', async () => {
    const to = ['ann@example.com', 'bob@example.com'];
    const run = await runTo(...to);
    expect(run).toMatchObject({ state: 'complete', error: null, delivered_to: 'ann@example.com, bob@example.com' });
    expect(receiver.passwords).toEqual([PASSWORD]);
    const [received, ...more] = receiver.mails as [ReceivedMail];
    expect(more).toEqual([]);
    expect(received).toMatchObject({ from: 'reports@example.com', recipients: to });
    const { attachments, subject, headers } = received.mail;
    expect(subject).toBe('To ann@example.com: 2026-01-05');
    expect(headers.get('idempotency-key')).toBe(run.manifest?.idempotency_key);
    const files = attachments.filter(({ contentDisposition }) => contentDisposition === 'attachment');
    const [data, manifest] = files;
    expect(files.map(({ filename }) => filename)).toEqual([run.manifest?.file, `${run.manifest?.file}.manifest.json`]);
    expect(sha256(data?.content as Buffer)).toBe(run.manifest?.sha256);
    expect(JSON.parse(String(manifest?.content))).toEqual(run.manifest);
    expect(run.manifest?.rows).toBe(EVENTS.length);
  });

  it('says the numbers in words, and shows them as a picture within', async () => {
    const question = { of: 'growth' as const, parameters: { grain: 'day' } };
    const destination = { kind: 'email' as const, to: ['reader@example.com'] };
    const { id } = await saveExport(api, { ...WANTED, name: 'Growth', question, format: 'csv', destination });
    expect((await runToEnd(api, id)).state).toBe('complete');
    const [{ mail }] = receiver.to('reader@example.com') as [ReceivedMail];
    const [headline] = String(mail.text).split('\n');
    expect(headline).toMatch(/\b7\b.*active/);
    const [picture] = mail.attachments.filter(({ related }) => related);
    expect(picture).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline' });
    expect(picture?.content.subarray(1, 4).toString()).toBe('PNG');
    expect(mail.html).toContain('src="data:image/png;base64,');
  });

  it('is tried again for those who were put off, and not brought twice to the others', async () => {
    const [ready, later] = ['ready@example.com', 'later@example.com'];
    receiver.replies.set(later, [{ code: 451, text: 'Greylisted, try again' }]);
    expect(await runTo(ready, later)).toMatchObject({ state: 'complete', attempts: 2, error: null });
    expect(receiver.to(ready)).toHaveLength(1);
    expect(receiver.to(later)).toHaveLength(1);
    expect(receiver.to(later)[0]?.mail.messageId).toBe(receiver.to(ready)[0]?.mail.messageId);
  });

  it('fails for good where a recipient is refused, says who, and that the others have it', async () => {
    receiver.replies.set('gone@example.com', [{ code: 550, text: 'No such user here' }]);
    const { state, attempts, error } = await runTo('here@example.com', 'gone@example.com');
    expect({ state, attempts }).toEqual({ state: 'failed', attempts: 1 });
    expect(error).toBe(
      'The mail server takes no mail for gone@example.com (550 No such user here). here@example.com has it. ' +
        'Correct the addresses or leave them out, then run the export again.',
    );
    expect(receiver.to('here@example.com')).toHaveLength(1);
  });

  it('fails for good where the password is refused, where nothing is encrypted, and where it is too large', async () => {
    receiver.options.disabledCommands = ['STARTTLS'];
    const bare = await runTo('bare@example.com');
    expect(bare).toMatchObject({ state: 'failed', attempts: 1 });
    expect(bare.error).toContain(`${receiver.host} takes no encrypted connections on this port`);
    receiver.options.disabledCommands = [];

    receiver.options.size = 9_000;
    const large = await runTo('large@example.com');
    expect(large).toMatchObject({ state: 'failed', attempts: 1 });
    expect(large.error).toContain('does not take a mail of this size (takes at most 9000 bytes)');
    receiver.options.size = 50_000_000;

    receiver.wrongPassword = true;
    const refused = await runTo('refused@example.com');
    expect(refused).toMatchObject({ state: 'failed', attempts: 1 });
    expect(refused.error).toContain('does not take the user name and the password of GRAPEVINE_SMTP_URL (535)');
    receiver.wrongPassword = false;
    for (const name of ['bare', 'large', 'refused']) expect(receiver.to(`${name}@example.com`)).toEqual([]);
  });

  it('waits for a server that is away or silent', async () => {
    receiver.silent = true;
    const silent = await putOff('silent@example.com');
    expect(silent.error).toBe(`${receiver.host} does not answer.`);
    receiver.silent = false;
    await completed(silent.id);

    await receiver.close();
    const away = await putOff('away@example.com');
    expect(away.error).toBe(`${receiver.host} refuses connections.`);
    await receiver.open();
    await completed(away.id);
    expect(receiver.to('away@example.com')).toHaveLength(1);
  });

  it.each([
    [[]],
    [['nobody']],
    [['ann@example.com\r\nBcc: eve@example.com']],
    [['ann@example.com', 'ANN@example.com']],
    [Array.from({ length: 21 }, (_, i) => `p${i}@example.com`)],
  ])('recipients like %j are refused', async (to) => {
    const request = { ...WANTED, name: 'Wrong', destination: { kind: 'email', to } };
    const { status, body } = await api.request<{ detail: string }>('POST', '/v1/exports', request);
    expect(status).toBe(422);
    expect(body.detail).toContain('destination.to');
  });

  it('its password is in no answer, no log and not in the database', async () => {
    said += JSON.stringify(await api.get('/v1/exports?limit=1000'));
    const rows = await queryDatabase<{ text: string }>(
      dataDir,
      'SELECT exports::text || export_runs::text AS text FROM exports JOIN export_runs ON export_id = exports.id WHERE $1',
      [true],
    );
    expect(rows.length).toBeGreaterThan(5);
    const credentials = [PASSWORD, Buffer.from(`\0${MAIL_USER}\0${PASSWORD}`).toString('base64')];
    for (const text of [said, grapevine.log, rows.map(({ text }) => text).join()]) {
      expect(text).toContain('gone@example.com');
      for (const secret of credentials) expect(text).not.toContain(secret);
    }
  });

  it('cannot be saved where no SMTP server is configured, and what was saved fails with what to set', async () => {
    const [{ id }] = (await api.get<{ data: [SavedExport] }>('/v1/exports')).data;
    await grapevine.stop();
    await start({});
    const request = { ...WANTED, name: 'No mail', destination: { kind: 'email', to: ['ann@example.com'] } };
    const { status, body } = await api.request('POST', '/v1/exports', request);
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'no_mail_server' } });
    const { destination } = request;
    const alerted = { ...request, destination: { kind: 'folder' }, alert: destination };
    expect((await api.request('POST', '/v1/exports', alerted)).body).toMatchObject({ code: 'no_mail_server' });
    const run = await runToEnd(api, id);
    expect(run).toMatchObject({ state: 'failed', attempts: 1 });
    for (const setting of ['GRAPEVINE_SMTP_URL', 'GRAPEVINE_MAIL_FROM']) expect(run.error).toContain(setting);
  });
});
