import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportAlert, ExportFailure, ExportRun, SavedExport } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { runsOnce, runToEnd, saveExport, startRun } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { MailReceiver } from '../support/mail-receiver.js';
import { patience } from '../support/patience.js';
import { type ReceivedRequest, signatureOf, WebhookReceiver } from '../support/webhook-receiver.js';

const SECRET = 'alerts-never-shown-to-anybody';
const QUERY = 'token=query-never-shown';
const DAY = { start: '2026-01-05', end: '2026-01-05' };

describe('the alert of an export', () => {
  let dataDir: string;
  let webhooks: WebhookReceiver;
  let mails: MailReceiver;
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  let said = '';

  /** An export whose receiver refuses every file for good. */
  const saveFailing = async (name: string, alert: ExportAlert | null): Promise<SavedExport> => {
    const path = `/refuses/${name.replace(/\W/g, '')}`;
    webhooks.replies.set(path, Array(100).fill({ status: 400 }));
    const saved = await saveExport(api, {
      ...{ name, question: { of: 'events', parameters: {} }, alert },
      range: { kind: 'fixed', from: DAY.start, to: DAY.end },
      destination: { kind: 'webhook', url: `${webhooks.url}${path}?${QUERY}`, secret: SECRET },
    });
    said += JSON.stringify(saved);
    return saved;
  };
  const hook = (path: string): ExportAlert => ({
    ...{ kind: 'webhook', url: `${webhooks.url}${path}?${QUERY}`, secret: SECRET },
  });
  const once = async (id: string, wanted: (run: ExportRun) => boolean): Promise<ExportRun> => {
    const [run] = await runsOnce(api, id, ([last]) => last !== undefined && wanted(last));
    said += JSON.stringify(run);
    return run as ExportRun;
  };
  const isAlerted = ({ alerted_at: at }: ExportRun): boolean => at !== null;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'grapevine-alerts-'));
    [webhooks, mails] = await Promise.all([WebhookReceiver.start('localhost'), MailReceiver.start({ password: '' })]);
    // A relay of this machine.
    Object.assign(mails.options, { authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'] });
    grapevine = await GrapevineProcess.start({
      dataDir,
      environment: {
        ...{ NODE_EXTRA_CA_CERTS: webhooks.certificate, LOG_LEVEL: 'trace' },
        ...{ GRAPEVINE_EXPORT_PRIVATE_ADDRESSES: 'allow', GRAPEVINE_EXPORT_IDLE_SECONDS: '3' },
        ...{ GRAPEVINE_SMTP_URL: `smtp://${mails.host}`, GRAPEVINE_SMTP_ENCRYPTION: 'off' },
        GRAPEVINE_MAIL_FROM: 'reports@example.com',
      },
    });
    api = grapevine.api;
    const occurred_at = '2026-01-05T12:00:00Z';
    await api.sendAll([{ id: 'alert-1', type: 'member.active', occurred_at, member_id: 'm' }]);
  }, patience(120_000));
  afterAll(async () => {
    await grapevine?.remove();
    await Promise.all([webhooks?.remove(), mails?.remove()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  it('tells a webhook, signed as files are', async () => {
    const { id } = await saveFailing('Told', hook('/told'));
    await runToEnd(api, id);
    const run = await once(id, isAlerted);
    const [request, ...more] = webhooks.at('/told') as [ReceivedRequest];
    expect(more).toEqual([]);
    expect(JSON.parse(String(request.body)) as ExportFailure).toEqual({
      ...{ alert_version: 1, kind: 'export_failed', workspace: { id: expect.any(Number), name: expect.any(String) } },
      ...{ export: { id, name: 'Told' }, run_id: run.id, period: DAY, backfill_id: null, correction: false },
      ...{ attempts: 1, error: run.error, started_at: run.started_at, failed_at: run.finished_at },
      last_complete_at: null,
      what_to_do: expect.stringContaining(`POST /v1/exports/${id}/runs with {"period":{"start":"2026-01-05"`),
    });
    expect(run).toMatchObject({ state: 'failed', alert_error: null });
    expect(request.headers).toMatchObject({
      ...{ 'content-type': 'application/json', 'idempotency-key': expect.stringMatching(/^[0-9a-f]{64}$/) },
      'grapevine-signature': signatureOf(request, SECRET),
    });
  });

  it('writes to people, by a relay without encryption where that is allowed', async () => {
    mails.replies.set('gone@example.com', [{ code: 550, text: 'No such user' }]);
    const { id } = await saveFailing('<i>Mailed</i>', { kind: 'email', to: ['ann@example.com', 'gone@example.com'] });
    await runToEnd(api, id);
    const run = await once(id, isAlerted);
    expect(run.alert_error).toBe('The mail server takes no mail for gone@example.com (550 No such user).');
    const [{ mail }] = mails.to('ann@example.com') as [ReturnType<MailReceiver['to']>[number]];
    expect(mail.subject).toBe('Export failed: <i>Mailed</i>, 2026-01-05');
    expect(mail.html).not.toContain('<i>');
    for (const fact of [run.error, run.finished_at, run.id, 'Attempts: 1', 'Last delivered: never']) {
      expect(mail.text).toContain(fact);
    }
    expect(mail.attachments).toEqual([]);
  });

  it('is sent again where it was not taken, and says why until then', async () => {
    webhooks.replies.set('/busy', [{ status: 503 }]);
    const { id } = await saveFailing('Busy', hook('/busy'));
    await runToEnd(api, id);
    const met = await once(id, ({ alert_error: error }) => error !== null);
    expect(met.alert_error).toContain('answered 503: it has a fault of its own');
    expect((await once(id, isAlerted)).alert_error).toBeNull();
    const keys = webhooks.at('/busy').map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('that is refused is given up, with its reason on the run and in the log', async () => {
    webhooks.replies.set('/no', [{ status: 404 }]);
    const { id } = await saveFailing('No', hook('/no'));
    await runToEnd(api, id);
    const run = await once(id, ({ alert_error: error }) => error !== null);
    expect(run.alerted_at).toBeNull();
    expect(run.alert_error).toContain('answered 404: it does not take the alert');
    expect(grapevine.log).toContain('An alert cannot be sent, and is not tried again.');
  });

  it('tells of no run that was tried out, cancelled or delivered, and of a backfill once', async () => {
    const { id } = await saveFailing('Quiet', hook('/quiet'));
    const tried = await api.request<ExportRun>('POST', `/v1/exports/${id}/runs`, { test: true });
    await once(id, ({ id: last, state }) => last === tried.body.id && state === 'failed');
    webhooks.replies.get('/refuses/Quiet')?.unshift('hang');
    const { id: cancelled } = await startRun(api, id);
    await once(id, ({ state }) => ['running', 'retrying'].includes(state));
    await api.request('POST', `/v1/export-runs/${cancelled}/cancel`);
    await api.request('POST', `/v1/exports/${id}/backfills`, { from: '2026-01-01', to: '2026-01-05', grain: 'day' });
    const runs = await runsOnce(api, id, (all) => all.length === 7 && all.every(({ state }) => state !== 'waiting'));
    await once(id, ({ state }) => state === 'failed');
    await runsOnce(api, id, (all) => all.some(isAlerted));
    webhooks.replies.set('/refuses/Quiet', []);
    expect((await runToEnd(api, id)).state).toBe('complete');
    const told = webhooks.at('/quiet').map(({ body }) => JSON.parse(String(body)) as ExportFailure);
    expect(told).toHaveLength(1);
    expect(told[0]?.backfill_id).toBe(runs.find(({ backfill_id: backfill }) => backfill !== null)?.backfill_id);
  });

  it('comes after a kill while it is sent, and where a kill has left it without its job', async () => {
    webhooks.replies.set('/killed', ['hang']);
    const { id } = await saveFailing('Killed', hook('/killed'));
    await runToEnd(api, id);
    await runsOnce(api, id, () => webhooks.at('/killed').length === 1);
    said += grapevine.log;
    await grapevine.kill();
    await grapevine.start();
    const { id: runId } = await once(id, isAlerted);
    expect(webhooks.at('/killed')).toHaveLength(2);

    const undone = 'UPDATE export_runs SET alert_due = true, alerted_at = NULL WHERE id = $1';
    await queryDatabase(dataDir, undone, [runId]);
    await once(id, isAlerted);
    const keys = webhooks.at('/killed').map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  });

  it('can be changed without its secret, and left out', async () => {
    const { id } = await saveFailing('Changed', hook('/before'));
    const change = (alert: object | null) => api.request<SavedExport>('PATCH', `/v1/exports/${id}`, { alert });
    const shown = { kind: 'webhook', receiver: `${webhooks.url}/after`, secret: { set: true } };
    expect((await change({ kind: 'webhook', url: `${webhooks.url}/after` })).body.alert).toEqual(shown);
    expect((await api.request<SavedExport>('PATCH', `/v1/exports/${id}`, { paused: true })).body.alert).toEqual(shown);
    await runToEnd(api, id);
    await once(id, isAlerted);
    const [request] = webhooks.at('/after') as [ReceivedRequest];
    expect(request.headers['grapevine-signature']).toBe(signatureOf(request, SECRET));

    expect((await change(null)).body.alert).toBeNull();
    const { status, body } = await change({ kind: 'webhook', url: `${webhooks.url}/after` });
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ parameter: 'alert.secret' }] } });
    await runToEnd(api, id);
    const [{ due }] = (await queryDatabase(
      dataDir,
      'SELECT count(*)::int AS due FROM export_runs WHERE alert_due',
    )) as [{ due: number }];
    expect(due).toBe(0);
    expect(webhooks.at('/before')).toEqual([]);
    expect(webhooks.at('/after')).toHaveLength(1);
  });

  it('has its secret in no answer, no log and, as it is, not in the database', async () => {
    said += JSON.stringify(await api.get('/v1/exports?limit=1000'));
    const rows = await queryDatabase<{ text: string }>(dataDir, 'SELECT exports::text AS text FROM exports');
    const database = rows.map(({ text }) => text).join();
    expect(database).toContain('"sealed"');
    expect(said).toContain('An alert is sent.');
    for (const text of [said, grapevine.log, database]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(QUERY);
    }
  });
});
