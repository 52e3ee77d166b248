import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportRun, SavedExport } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { runsOnce, runToEnd, saveExport, sha256, startRun } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { type ReceivedRequest, signatureOf, WebhookReceiver } from '../support/webhook-receiver.js';

const SECRET = 'whsec-never-shown-to-anybody';
const QUERY = 'token=query-never-shown';
const EVENTS = Array.from({ length: 40 }, (_, i) => ({
  ...{ id: `hook-${i}`, type: 'member.active', occurred_at: '2026-01-05T12:00:00Z', member_id: `m${i % 7}` },
}));

/** As a receiver would read it, by another reader of multipart bodies than the one that wrote it. */
async function partsOf({ headers, body }: ReceivedRequest) {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': String(headers['content-type']) },
  }).formData();
  const [manifest, data] = [form.get('manifest') as File, form.get('data') as File];
  return {
    ...{ manifest: JSON.parse(await manifest.text()), manifestName: manifest.name, dataName: data.name },
    data: Buffer.from(await data.arrayBuffer()),
  };
}

describe('an export to a webhook', () => {
  let dataDir: string;
  let trusted: WebhookReceiver;
  let untrusted: WebhookReceiver;
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  /** All that the API has answered and the processes have logged. */
  let said = '';

  const saveTo = async (path: string, receiver = trusted): Promise<SavedExport> => {
    const saved = await saveExport(api, {
      ...{ name: `To ${path}`, question: { of: 'events', parameters: {} }, format: 'ndjson' },
      range: { kind: 'fixed', from: '2026-01-05', to: '2026-01-05' },
      destination: { kind: 'webhook', url: `${receiver.url}${path}?${QUERY}`, secret: SECRET },
    });
    said += JSON.stringify(saved);
    return saved;
  };
  const runTo = async (path: string, receiver?: WebhookReceiver): Promise<ExportRun> => {
    const run = await runToEnd(api, (await saveTo(path, receiver)).id);
    said += JSON.stringify(run);
    return run;
  };
  const start = async (addresses: 'allow' | 'refuse') => {
    grapevine = await GrapevineProcess.start({
      dataDir,
      environment: {
        ...{ NODE_EXTRA_CA_CERTS: trusted.certificate, LOG_LEVEL: 'trace' },
        ...{ GRAPEVINE_EXPORT_PRIVATE_ADDRESSES: addresses, GRAPEVINE_EXPORT_IDLE_SECONDS: '3' },
      },
    });
    api = grapevine.api;
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'grapevine-webhook-'));
    [trusted, untrusted] = await Promise.all([WebhookReceiver.start('localhost'), WebhookReceiver.start('localhost')]);
    await start('allow');
    await api.sendAll(EVENTS);
  }, patience(120_000));
  afterAll(async () => {
    await grapevine?.remove();
    await Promise.all([trusted?.remove(), untrusted?.remove()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  it('sends the file with its manifest, signed', async () => {
    const run = await runTo('/good');
    expect(run).toMatchObject({ state: 'complete', error: null, delivered_to: `${trusted.url}/good` });
    const [request, ...more] = trusted.at('/good') as [ReceivedRequest];
    expect(more).toEqual([]);
    const { data, dataName, manifest, manifestName } = await partsOf(request);
    expect(manifest).toEqual(run.manifest);
    expect(manifest).toMatchObject({ rows: EVENTS.length, bytes: data.length, sha256: sha256(data), file: dataName });
    expect(manifestName).toBe(`${dataName}.manifest.json`);
    expect(request.headers).toMatchObject({
      'idempotency-key': manifest.idempotency_key,
      'content-length': String(request.body.length),
      'grapevine-signature': signatureOf(request, SECRET),
    });
    expect(signatureOf(request, `${SECRET}.`)).not.toBe(request.headers['grapevine-signature']);
    const age = Date.now() / 1_000 - Number(request.headers['grapevine-timestamp']);
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(patience(120));
  });

  it('after a fault of the receiver it is sent again, under the same key', async () => {
    const statuses = [500, 503, 408, 425, 429];
    await Promise.all(
      statuses.map(async (status) => {
        const path = `/fails-with-${status}`;
        trusted.replies.set(path, [{ status }]);
        expect(await runTo(path)).toMatchObject({ state: 'complete', attempts: 2, error: null });
        const keys = trusted.at(path).map(({ headers }) => headers['idempotency-key']);
        expect(keys).toHaveLength(2);
        expect(new Set(keys).size).toBe(1);
      }),
    );
  });

  it('a refusal is final, and a redirect is not followed', async () => {
    const refusals = [400, 401, 404, 413].map((status) => [status, 'it does not take the file'] as const);
    const redirects = [301, 302, 307, 308].map((status) => [status, 'leads elsewhere: that is not followed'] as const);
    await Promise.all(
      [...refusals, ...redirects].map(async ([status, words]) => {
        const path = `/refuses-with-${status}`;
        trusted.replies.set(path, [{ status, location: `${trusted.url}/inner` }]);
        const { state, attempts, error } = await runTo(path);
        expect({ state, attempts, error }).toEqual({
          state: 'failed',
          attempts: 1,
          error: expect.stringContaining(words),
        });
        expect(error).toContain(`answered ${status}`);
        expect(trusted.at(path)).toHaveLength(1);
      }),
    );
    expect(trusted.at('/inner')).toEqual([]);
  });

  it('who is silent is given up, and asked again', async () => {
    trusted.replies.set('/hangs', ['hang']);
    const { id } = await saveTo('/hangs');
    await startRun(api, id);
    const [retrying] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'retrying'));
    expect(retrying?.error).toBe(`${new URL(trusted.url).host} was silent for 3 seconds.`);
    const [run] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'complete'));
    expect(run?.attempts).toBe(2);
  });

  it('a receiver that turns to another protocol and resets the connection does no harm', async () => {
    trusted.replies.set('/switches', ['switch protocols']);
    const run = await runTo('/switches');
    expect(run).toMatchObject({ state: 'failed', attempts: 1 });
    expect(run.error).toContain('answered 101: it does not take the file');
    await trusted.reset;
    expect(await runTo('/after-a-reset')).toMatchObject({ state: 'complete', attempts: 1 });
  });

  it('a certificate that nobody vouches for is not taken: nothing is sent', async () => {
    const run = await runTo('/good', untrusted);
    expect(run).toMatchObject({ state: 'failed', attempts: 1 });
    expect(run.error).toContain('is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): nothing was sent');
    expect(untrusted.connections).toBe(1);
    expect(untrusted.requests).toEqual([]);
  });

  it('nor is one of another name', async () => {
    // The address of the machine instead of the name that the certificate is of.
    const { id } = await saveTo('/other-name');
    const url = `${trusted.url.replace('localhost', '127.0.0.1')}/other-name?${QUERY}`;
    await api.request('PATCH', `/v1/exports/${id}`, { destination: { kind: 'webhook', url } });
    const run = await runToEnd(api, id);
    expect(run).toMatchObject({ state: 'failed', attempts: 1 });
    expect(run.error).toContain('is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)');
    expect(trusted.at('/other-name')).toEqual([]);
  });

  it('who refuses connections is asked again later', async () => {
    const { id } = await saveTo('/gone', { url: 'https://localhost:1' } as WebhookReceiver);
    await startRun(api, id);
    const [run] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'retrying'));
    expect(run?.error).toBe('localhost:1 refuses connections.');
    await api.request('POST', `/v1/export-runs/${run?.id}/cancel`);
  });

  it('a change keeps what is not given again', async () => {
    const { id } = await saveTo('/before');
    const change = (destination: object) => api.request<SavedExport>('PATCH', `/v1/exports/${id}`, { destination });
    const moved = await change({ kind: 'webhook', url: `${trusted.url}/after?${QUERY}` });
    expect(moved.body.destination).toEqual({
      kind: 'webhook',
      receiver: `${trusted.url}/after`,
      secret: { set: true },
    });
    await runToEnd(api, id);
    await change({ kind: 'webhook', secret: 'another-secret-of-it' });
    await api.request('PATCH', `/v1/exports/${id}`, { name: 'Another name' });
    await runToEnd(api, id);
    const [first, second] = trusted.at('/after') as [ReceivedRequest, ReceivedRequest];
    expect(first.headers['grapevine-signature']).toBe(signatureOf(first, SECRET));
    expect(second.headers['grapevine-signature']).toBe(signatureOf(second, 'another-secret-of-it'));
    expect(trusted.at('/before')).toEqual([]);

    await change({ kind: 'folder' });
    const { status, body } = await change({ kind: 'webhook', url: `${trusted.url}/after` });
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ parameter: 'destination.secret' }] } });
  });

  it.each([
    'http://localhost/',
    'https://me:word@localhost/',
    'https://localhost/#part',
    'ftp://localhost/',
    'localhost',
  ])('an address like %s is refused', async (url) => {
    const destination = { kind: 'webhook', url, secret: SECRET };
    const question = { of: 'events' };
    const range = { kind: 'fixed', from: '2026-01-05', to: '2026-01-05' };
    const answer = await api.request('POST', '/v1/exports', { name: 'Wrong', question, range, destination });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ parameter: 'destination.url' }] } });
  });

  it('unless it is allowed, nothing connects to an address that is not public, whatever its name says', async () => {
    said += grapevine.log;
    await grapevine.stop();
    await start('refuse');
    const before = trusted.connections;
    const run = await runTo('/inside');
    expect(run).toMatchObject({ state: 'failed', attempts: 1 });
    expect(run.error).toContain('localhost leads to an address that is not public');
    const { id } = await saveTo('/literal');
    const url = `${trusted.url.replace('localhost', '[::ffff:127.0.0.1]')}/literal?${QUERY}`;
    await api.request('PATCH', `/v1/exports/${id}`, { destination: { kind: 'webhook', url } });
    expect((await runToEnd(api, id)).error).toContain('leads to an address that is not public');
    expect(trusted.connections).toBe(before);
  });

  it('its secret and its query are in no answer, no log and, as they are, not in the database', async () => {
    said += JSON.stringify(await api.get('/v1/exports?limit=1000'));
    said += String(
      await (
        await fetch(`${api.url}/v1/exports?format=csv`, { headers: { authorization: `Bearer ${api.key}` } })
      ).text(),
    );
    const rows = await queryDatabase<{ id: string; text: string }>(
      dataDir,
      'SELECT exports.id, exports::text || coalesce(string_agg(export_runs::text, chr(10)), $1) AS text FROM exports LEFT JOIN export_runs ON export_id = exports.id GROUP BY exports.id',
      [''],
    );
    expect(rows.length).toBeGreaterThan(15);
    const database = rows.map(({ text }) => text).join('\n');
    expect(database).toContain('"sealed"');
    expect(said).toContain('An export failed');
    for (const text of [said, grapevine.log, database]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('never-shown');
      expect(text).not.toContain('another-secret-of-it');
    }
  });
});
