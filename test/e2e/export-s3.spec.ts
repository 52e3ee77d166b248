import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { ExportManifest, ExportRun, SavedExport } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { runsOnce, runToEnd, saveExport, sha256, startRun } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { ACCESS_KEY, refusal, type S3Refusal, S3Server, SECRET_KEY } from '../support/s3-server.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const OTHER_SECRET = 'another-secret-never-shown';
const eventsOf = (day: string, count: number, name: string) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `${name}-${i}`, type: 'member.active', occurred_at: `${day}T12:00:00Z`, member_id: `m${i % 7}` },
  }));
/** Three parts of 8 MiB at most. */
const MANY = 45_000;

describe('an export to S3-compatible storage', () => {
  let dataDir: string;
  let storage: S3Server;
  let untrusted: S3Server;
  let receiver: WebhookReceiver;
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  /** All that the API has answered and the processes have logged. */
  let said = '';

  const placeOf = (prefix: string, more: object = {}) => ({
    ...{ kind: 's3' as const, bucket: 'reports', prefix, region: 'us-east-1', endpoint: storage.url, path_style: true },
    ...{ access_key_id: ACCESS_KEY, secret_access_key: SECRET_KEY, ...more },
  });
  const saveTo = async (prefix: string, more: object = {}, day = '2026-01-05'): Promise<SavedExport> => {
    const saved = await saveExport(api, {
      ...{ name: `To ${prefix}`, file_prefix: prefix, question: { of: 'events', parameters: {} }, format: 'ndjson' },
      range: { kind: 'fixed', from: day, to: day },
      destination: placeOf(prefix, more),
    });
    said += JSON.stringify(saved);
    return saved;
  };
  const runOf = async (id: string): Promise<ExportRun> => {
    const run = await runToEnd(api, id);
    said += JSON.stringify(run);
    return run;
  };
  const runTo = async (prefix: string, more: object = {}): Promise<ExportRun> => runOf((await saveTo(prefix, more)).id);
  const keyOf = (prefix: string, day = '2026-01-05') => `${prefix}/${prefix}_${day}_${day}.ndjson`;
  const delivered = async (key: string) => {
    const [file, beside] = await Promise.all([
      storage.object('reports', key),
      storage.object('reports', `${key}.manifest.json`),
    ]);
    const manifest = beside && (JSON.parse(beside.data.toString()) as ExportManifest);
    return { data: file?.data, metadata: file?.metadata, manifest };
  };
  const start = async (addresses: 'allow' | 'refuse') => {
    // A read of it would never end.
    const config = join(dataDir, 'aws-config');
    await promisify(execFile)('mkfifo', ['-m', '600', config]).catch(() => undefined);
    grapevine = await GrapevineProcess.start({
      dataDir,
      environment: {
        ...{ NODE_EXTRA_CA_CERTS: storage.certificate, LOG_LEVEL: 'trace' },
        ...{ GRAPEVINE_EXPORT_PRIVATE_ADDRESSES: addresses, GRAPEVINE_EXPORT_IDLE_SECONDS: '3' },
        // What a server may have for other programs is none of an export's business.
        ...{
          AWS_CONFIG_FILE: config,
          AWS_SHARED_CREDENTIALS_FILE: config,
          AWS_PROFILE: 'other',
          AWS_REGION: 'other-1',
        },
        ...{
          AWS_ENDPOINT_URL: 'https://localhost:1',
          AWS_ACCESS_KEY_ID: 'OTHER',
          AWS_SECRET_ACCESS_KEY: 'other-secret',
        },
      },
    });
    api = grapevine.api;
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'grapevine-s3-export-'));
    [storage, untrusted, receiver] = await Promise.all([
      S3Server.start('reports'),
      S3Server.start('reports'),
      WebhookReceiver.start('localhost'),
    ]);
    await start('allow');
    await api.sendAll(eventsOf('2026-01-05', 40, 'first'));
    await api.sendAll(eventsOf('2026-01-06', MANY, 'many'), 5_000, 2);
  }, patience(180_000));
  afterAll(async () => {
    await grapevine?.remove();
    await Promise.all([storage?.remove(), untrusted?.remove(), receiver?.remove()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  it('has the file and its manifest there, once each while no byte changes, and replaced in order when one does', async () => {
    const { id } = await saveTo('good');
    const run = await runOf(id);
    const key = keyOf('good');
    const { host } = new URL(storage.url);
    expect(run).toMatchObject({ state: 'complete', error: null, delivered_to: `s3://reports/${key} at ${host}` });
    const first = await delivered(key);
    expect(first.manifest).toEqual(run.manifest);
    const data = first.data as Buffer;
    expect(run.manifest).toMatchObject({ rows: 40, bytes: data.length, sha256: sha256(data) });
    expect(first.metadata).toMatchObject({
      'x-amz-meta-sha256': sha256(data),
      'x-amz-meta-idempotency-key': run.manifest?.idempotency_key,
    });
    const put = storage.requests.find(({ line }) => line.startsWith(`PUT /reports/${key}?`));
    // Signed, so that the store has checked it.
    expect(put?.headers['x-amz-content-sha256']).toBe(sha256(data));
    expect(put?.headers['user-agent']).toMatch(/^Grapevine\//);

    const before = storage.requests.length;
    const again = await runOf(id);
    expect(storage.asked('', before).map(lineOf)).toEqual([`HEAD ${key}`, `PUT ${key}.manifest.json`]);
    expect((await delivered(key)).manifest).toEqual(again.manifest);

    await api.sendAll(eventsOf('2026-01-05', 5, 'late'));
    await api.drained();
    const beforeChange = storage.requests.length;
    const changed = await runOf(id);
    expect(changed.manifest).toMatchObject({ rows: 45, restates: { changed: true } });
    expect(storage.asked('', beforeChange).map(lineOf)).toEqual([
      ...[`HEAD ${key}`, `DELETE ${key}.manifest.json`, `PUT ${key}`, `PUT ${key}.manifest.json`],
    ]);
    const second = await delivered(key);
    expect(second.manifest).toEqual(changed.manifest);
    expect(sha256(second.data as Buffer)).toBe(changed.manifest?.sha256);
  });

  it('a file without a row is one too', async () => {
    const { id } = await saveTo('empty', {}, '2026-01-04');
    const run = await runOf(id);
    expect(run).toMatchObject({ state: 'complete', manifest: { rows: 0, bytes: 0 } });
    expect(await delivered(keyOf('empty', '2026-01-04'))).toMatchObject({
      data: Buffer.alloc(0),
      manifest: run.manifest,
    });
  });

  it('a large file goes in parts, is there once all of them are, and leaves none behind when one is refused', async () => {
    const { id } = await saveTo('large', {}, '2026-01-06');
    const key = keyOf('large', '2026-01-06');
    storage.refusals.set(`PUT /reports/${key}?partNumber=2`, [refusal(503, 'SlowDown')]);
    await startRun(api, id);
    const [retrying] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'retrying'));
    expect(retrying?.error).toBe(`${new URL(storage.url).host} has too much to do at present.`);
    expect(storage.asked(key).map(lineOf)).toEqual([
      ...[`HEAD ${key}`, `HEAD ${key}.manifest.json`, `POST ${key}`, `PUT ${key}`, `PUT ${key}`, `DELETE ${key}`],
    ]);
    expect(await storage.openUploads('reports')).toEqual([]);
    expect((await delivered(key)).data).toBeUndefined();
    const [run] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'complete'));
    const { data, manifest } = await delivered(key);
    expect(manifest).toEqual(run?.manifest);
    expect(manifest).toMatchObject({ rows: MANY, bytes: data?.length, sha256: sha256(data as Buffer) });
    expect(data?.length).toBeGreaterThan(16 * 1_048_576);
    expect(storage.asked(`PUT /reports/${key}?partNumber=`)).toHaveLength(5);
    expect(await storage.openUploads('reports')).toEqual([]);
  });

  it('a run that is cancelled amid a large file leaves no part behind', async () => {
    const { id } = await saveTo('cancelled', {}, '2026-01-06');
    const key = keyOf('cancelled', '2026-01-06');
    storage.refusals.set(`PUT /reports/${key}?partNumber=2`, ['hang']);
    const { id: runId } = await startRun(api, id);
    await until(async () => storage.asked(`PUT /reports/${key}?partNumber=2`).length > 0);
    await api.request('POST', `/v1/export-runs/${runId}/cancel`);
    await until(async () => (await storage.openUploads('reports')).length === 0);
    expect(storage.asked(`DELETE /reports/${key}`)).toHaveLength(1);
    const [run] = await runsOnce(api, id, () => true);
    expect(run?.state).toBe('cancelled');
    expect((await delivered(key)).data).toBeUndefined();
  });

  it('what the store refuses for good is said in words', async () => {
    const { host } = new URL(storage.url);
    const real: [string, object, string][] = [
      ['missing', { bucket: 'no-such-bucket' }, `${host} has no bucket no-such-bucket.`],
      ['wrong-secret', { secret_access_key: OTHER_SECRET }, 'says that the secret is not that of the access key'],
      ['unknown-key', { access_key_id: 'NOBODY' }, 'does not know the access key'],
    ];
    const region = '<Region>eu-west-7</Region>';
    const documented: [string, S3Refusal, string][] = [
      ['forbidden', refusal(403, 'AccessDenied'), 'does not let the access key write to the bucket reports'],
      ['elsewhere', refusal(301, 'PermanentRedirect'), 'not in the region us-east-1'],
      ['elsewhere-too', refusal(400, 'AuthorizationHeaderMalformed', region), 'us-east-1: it is in eu-west-7'],
      ['too-large', refusal(400, 'EntityTooLarge'), 'does not take as much'],
      [
        'redirects',
        { status: 302, location: `${receiver.url}/inner` },
        'answered 302, which leads elsewhere: that is not followed',
      ],
      ['redirects-for-good', { status: 301, location: `${receiver.url}/inner` }, 'answered 301, which leads elsewhere'],
      ['keeps-nothing', { status: 200 }, 'not as S3 does: it gives a stored object no ETag'],
      ['page', { status: 404, xml: '<html>no</html>' }, 'answered 404'],
    ];
    const expected = (words: string) => ({ state: 'failed', attempts: 1, error: expect.stringContaining(words) });
    await Promise.all([
      ...real.map(async ([prefix, more, words]) => {
        expect(await runTo(prefix, more)).toMatchObject(expected(words));
      }),
      ...documented.map(async ([prefix, refused, words]) => {
        // A head has no words: the one that follows has.
        storage.refusals.set(`HEAD /reports/${prefix}/`, [refused]);
        for (const method of ['DELETE', 'PUT']) storage.refusals.set(`${method} /reports/${prefix}/`, [refused]);
        expect(await runTo(prefix)).toMatchObject(expected(words));
        expect(await delivered(keyOf(prefix))).toEqual({});
      }),
    ]);
    expect(receiver.requests).toEqual([]);
  });

  it('what may pass is tried again', async () => {
    const passing: [string, S3Refusal, string][] = [
      ['full', refusal(507, 'XMinioStorageFull'), 'The bucket reports of HOST is full. Make room, or raise its quota.'],
      [
        'over-quota',
        refusal(403, 'QuotaExceeded'),
        'The bucket reports of HOST is full. Make room, or raise its quota.',
      ],
      ['broken', refusal(500, 'InternalError'), 'HOST answered 500: it has a fault of its own.'],
      ['unsynced', refusal(403, 'RequestTimeTooSkewed'), 'The clocks of this server and of HOST differ by too much'],
    ];
    await Promise.all(
      passing.map(async ([prefix, refused, words]) => {
        storage.refusals.set(`PUT /reports/${prefix}/`, [refused]);
        const { id } = await saveTo(prefix);
        await startRun(api, id);
        const [retrying] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'retrying'));
        expect(retrying?.error).toContain(words.replace('HOST', new URL(storage.url).host));
        const [run] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'complete'));
        expect(run).toMatchObject({ attempts: 2, error: null });
        expect((await delivered(keyOf(prefix))).manifest).toEqual(run?.manifest);
      }),
    );
  });

  it('an answer without an end is cut off, and so is its connection', async () => {
    let sent = 0;
    const mebibyte = Buffer.alloc(1_048_576, 'x');
    const endless = Readable.from(
      (function* () {
        for (; sent < 64; sent += 1) yield mebibyte;
      })(),
    );
    storage.refusals.set('PUT /reports/endless/', [{ status: 500, body: endless }]);
    const { id } = await saveTo('endless');
    await startRun(api, id);
    const [retrying] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'retrying'));
    const { host } = new URL(storage.url);
    expect(retrying?.error).toMatch(new RegExp(`^${host} answered with more than 1 MiB, which no S3 storage does`));
    await until(async () => endless.destroyed);
    // What the two ends of the connection hold besides.
    expect(sent).toBeLessThan(24);
    await runsOnce(api, id, ([run]) => run?.state === 'complete');
  });

  it('a store that is silent is given up, and asked again', async () => {
    const { id } = await saveTo('silent');
    storage.suspend();
    await startRun(api, id);
    const [retrying] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'retrying'));
    storage.resume();
    expect(retrying?.error).toBe(`${new URL(storage.url).host} was silent for 3 seconds.`);
    const runs = await runsOnce(api, id, ([run]) => run?.state === 'complete');
    expect(runs[0]?.attempts).toBeGreaterThan(1);
  });

  it('who is no store is found out', async () => {
    const untrustedRun = await runTo('untrusted', { endpoint: untrusted.url });
    expect(untrustedRun).toMatchObject({ state: 'failed', attempts: 1 });
    expect(untrustedRun.error).toContain('is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): nothing was sent');
    expect(untrusted.requests).toEqual([]);
    const { id } = await saveTo('unknown', { endpoint: 'https://storage.invalid', path_style: false });
    await startRun(api, id);
    const [run] = await runsOnce(api, id, (runs) => runs.some(({ state }) => state === 'retrying'));
    // Not known, or nobody there to ask.
    expect(run?.error).toMatch(/^reports\.storage\.invalid (is not known|cannot be looked up)/);
    await api.request('POST', `/v1/export-runs/${run?.id}/cancel`);
  });

  it('a change keeps the secret, but not for another endpoint or key', async () => {
    const { id, destination } = await saveTo('kept');
    const { secret_access_key: _, ...place } = placeOf('kept');
    expect(destination).toEqual({ ...place, secret_access_key: { set: true } });
    const change = (more: object) =>
      api.request<SavedExport>('PATCH', `/v1/exports/${id}`, { destination: { ...place, ...more } });
    const moved = await change({ prefix: 'moved/deeper/' });
    expect(moved.body.destination).toEqual({ ...destination, prefix: 'moved/deeper/' });
    await api.request('PATCH', `/v1/exports/${id}`, { name: 'Another name' });
    expect((await runOf(id)).delivered_to).toContain('s3://reports/moved/deeper/kept_2026');
    for (const other of [{ endpoint: untrusted.url }, { endpoint: undefined }, { access_key_id: 'OTHER' }]) {
      const errors = [
        { parameter: 'destination.secret_access_key', message: expect.stringContaining('must be given') },
      ];
      expect(await change(other)).toMatchObject({ status: 422, body: { errors } });
    }
    expect((await change({ access_key_id: 'OTHER', secret_access_key: OTHER_SECRET })).status).toBe(200);
  });

  it.each([
    ['bucket', ['ab', 'Upper', 'a..b', '-ab', 'ab-', '10.0.0.1', 'a_b', 'a/b', 'x'.repeat(64)]],
    ['prefix', ['..', 'a/../b', '/a', 'a//b', '.hidden', 'a b', 'é']],
    ['region', ['', 'eu central', 'eu.central', 'evil.example.com/', 'EU']],
    ['endpoint', ['http://localhost', 'localhost', 'https://a:b@c', 'https://c/?q=1', 'https://c/#f', 'ftp://c']],
    ['access_key_id', ['', 'a b', 'a/b', 'a,b']],
    ['secret_access_key', ['short', 'with a space', undefined, { set: true }]],
  ])('a %s that cannot be one is refused', async (field, values) => {
    for (const value of values) {
      const answer = await api.request('POST', '/v1/exports', {
        ...{
          name: 'Wrong',
          question: { of: 'events' },
          range: { kind: 'fixed', from: '2026-01-05', to: '2026-01-05' },
        },
        destination: placeOf('wrong', { [field]: value }),
      });
      expect({ value, answer }).toMatchObject({
        answer: { status: 422, body: { errors: [{ parameter: `destination.${field}` }] } },
      });
    }
  });

  it('unless it is allowed, nothing connects to an address that is not public, whatever its name says', async () => {
    said += grapevine.log;
    await grapevine.stop();
    await start('refuse');
    const before = storage.connections;
    const run = await runTo('inside');
    expect(run).toMatchObject({ state: 'failed', attempts: 1 });
    expect(run.error).toContain('localhost leads to an address that is not public');
    for (const [prefix, host] of Object.entries({ literal: '127.0.0.1', mapped: '[::ffff:127.0.0.1]' })) {
      const endpoint = storage.url.replace('localhost', host);
      expect((await runTo(prefix, { endpoint, path_style: false })).error).toContain('an address that is not public');
    }
    expect(storage.connections).toBe(before);
  });

  it('its secret is in no answer, no log and, as it is, not in the database', async () => {
    said += JSON.stringify(await api.get('/v1/exports?limit=1000'));
    const rows = await queryDatabase<{ text: string }>(
      dataDir,
      'SELECT exports::text || coalesce(string_agg(export_runs::text, chr(10)), $1) AS text FROM exports LEFT JOIN export_runs ON export_id = exports.id GROUP BY exports.id',
      [''],
    );
    expect(rows.length).toBeGreaterThan(15);
    const database = rows.map(({ text }) => text).join('\n');
    expect(database).toContain('"sealed"');
    expect(said).toContain('An export failed');
    for (const text of [said, grapevine.log, database]) {
      expect(text).not.toContain(SECRET_KEY);
      expect(text).not.toContain('never-shown');
      expect(text).not.toContain('AWS4-HMAC');
    }
  });
});

/** A request as its method and key. */
const lineOf = (line: string): string => line.replace('/reports/', '').replace(/\?.*$/, '');

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + patience(30_000); !(await isSo()); ) {
    if (Date.now() > deadline) throw new Error('It did not come about.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
