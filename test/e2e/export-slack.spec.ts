import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportRun, SavedExport, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { runToEnd, saveExport } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

/** What the address of an incoming webhook looks like; all of it but the host is a secret. */
const HOOK = 'T0NEVER/B0SHOWN/never-shown-again';

const activeIn = (month: string, members: number) =>
  ['01T00:30:00Z', '28T23:00:00Z'].flatMap((time) =>
    Array.from({ length: members }, (_, member) => ({
      ...{ id: `${month}-${time}-${member}`, type: 'member.active', occurred_at: `${month}-${time}` },
      member_id: `m${member}`,
    })),
  );

describe('an export to a channel', () => {
  let dataDir: string;
  let receiver: WebhookReceiver;
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  /** All that the API has answered. */
  let said = '';

  const saveTo = async (path: string): Promise<SavedExport> => {
    const saved = await saveExport(api, {
      ...{ name: `Members <${path}>`, question: { of: 'series', parameters: { metric: 'active_members' } } },
      range: { kind: 'fixed', from: '2026-01-01', to: '2026-02-28' },
      destination: { kind: 'slack', url: `${receiver.url}/${path}/${HOOK}` },
    });
    said += JSON.stringify(saved);
    return saved;
  };
  const runTo = async (path: string): Promise<ExportRun> => {
    const run = await runToEnd(api, (await saveTo(path)).id);
    said += JSON.stringify(run);
    return run;
  };
  const messagesTo = (path: string) =>
    receiver
      .at(`/${path}/${HOOK}`)
      .map(({ body }) => JSON.parse(body.toString()) as { text: string; blocks: object[] });

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'grapevine-slack-'));
    receiver = await WebhookReceiver.start('localhost');
    grapevine = await GrapevineProcess.start({
      dataDir,
      environment: {
        ...{
          NODE_EXTRA_CA_CERTS: receiver.certificate,
          LOG_LEVEL: 'trace',
          GRAPEVINE_EXPORT_PRIVATE_ADDRESSES: 'allow',
        },
      },
    });
    api = grapevine.api;
    await api.sendAll([...activeIn('2026-01', 5), ...activeIn('2026-02', 7)]);
  }, patience(120_000));
  afterAll(async () => {
    await grapevine?.remove();
    await receiver?.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('says the numbers, and which file they are in', async () => {
    const run = await runTo('good');
    expect(run).toMatchObject({ state: 'complete', attempts: 1, error: null, delivered_to: receiver.url });
    const { name } = await api.get<Workspace>('/v1/workspace');
    const [message, ...more] = messagesTo('good');
    expect(more).toEqual([]);
    const lines = message?.text.split('\n');
    expect(lines?.slice(0, 2)).toEqual([
      'Members &lt;good&gt;',
      `Monthly active members of ${name}: 7 in February 2026, 2 more than in January (+40.0%).`,
    ]);
    expect(message?.text).toContain('January 2026       5\nFebruary 2026      7');
    expect(message?.text).toContain(`\`${run.manifest?.file}\`: 2 rows, 2026-01-01 to 2026-02-28 (UTC)`);
    expect(message?.text).toContain(`sha256 ${run.manifest?.sha256}`);
    expect(message?.blocks).toHaveLength(3);
    expect(receiver.at(`/good/${HOOK}`)[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('is tried again later where that can help, and is final where it cannot', async () => {
    const later = [429, 500, 503];
    const final = [
      [400, 'it does not understand the message'],
      [403, 'the webhook may not write there'],
      [404, 'it knows no such webhook'],
      [410, 'the channel of the webhook is archived'],
      [302, 'that leads elsewhere, and is not followed'],
    ] as const;
    for (const status of [...later, ...final.map(([refusal]) => refusal)]) {
      receiver.replies.set(`/answers-${status}/${HOOK}`, [{ status }]);
    }
    await Promise.all([
      ...later.map(async (status) => {
        expect(await runTo(`answers-${status}`)).toMatchObject({ state: 'complete', attempts: 2, error: null });
        expect(messagesTo(`answers-${status}`)).toHaveLength(2);
      }),
      ...final.map(async ([status, words]) => {
        const { state, attempts, error } = await runTo(`answers-${status}`);
        const { host } = new URL(receiver.url);
        expect({ state, attempts }).toEqual({ state: 'failed', attempts: 1 });
        expect(error).toContain(`${host} answered ${status}: ${words}`);
        expect(messagesTo(`answers-${status}`)).toHaveLength(1);
      }),
    ]);
  });

  it('who is asked to run again is told again, and a change keeps the address', async () => {
    const { id, destination } = await saveTo('again');
    expect(destination).toEqual({ kind: 'slack', receiver: receiver.url });
    await runToEnd(api, id);
    const kept = await api.request<SavedExport>('PATCH', `/v1/exports/${id}`, { destination: { kind: 'slack' } });
    expect(kept).toMatchObject({ status: 200, body: { destination } });
    await runToEnd(api, id);
    expect(messagesTo('again')).toHaveLength(2);

    await api.request('PATCH', `/v1/exports/${id}`, { destination: { kind: 'folder' } });
    const none = await api.request('PATCH', `/v1/exports/${id}`, { destination: { kind: 'slack' } });
    expect(none).toMatchObject({ status: 422, body: { errors: [{ parameter: 'destination.url' }] } });
  });

  it('its address is in no answer, no log and, as it is, not in the database', async () => {
    said += JSON.stringify(await api.get('/v1/exports?limit=1000'));
    const rows = await queryDatabase<{ text: string }>(
      dataDir,
      'SELECT exports::text || coalesce(string_agg(export_runs::text, chr(10)), $1) AS text FROM exports LEFT JOIN export_runs ON export_id = exports.id GROUP BY exports.id',
      [''],
    );
    const database = rows.map(({ text }) => text).join('\n');
    expect(database).toContain('"sealed"');
    expect(said).toContain('answered 404');
    for (const text of [said, grapevine.log, database]) expect(text).not.toMatch(/T0NEVER|B0SHOWN|never-shown/);
  });
});
