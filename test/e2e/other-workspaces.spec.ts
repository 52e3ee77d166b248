import { randomUUID } from 'node:crypto';
import type {
  Annotation,
  CreatedKey,
  DeadLetterList,
  ExportBackfill,
  Rebuild,
  RebuildList,
  RestatementList,
  Workspace,
} from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { API_ROUTES, type Belongings, type PlannedRequest, requestsOf } from '../support/api-routes.js';
import { queryDatabase } from '../support/embedded-access.js';
import { isOver, runsOnce, runToEnd, saveExport } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';

/**
 * Two workspaces on one server, and every request that api-routes.ts can make. What one of them is, has and does must not
 * change a single answer of the other, even where the request names what is the other's.
 */
const SHARED = 'shared@example.org';
const MARK = 'marked-platform';

/** Times of the answer itself, and of the last use of a key: they differ from one request to the next. */
const PASSING = new Set(['as_of', 'last_used_at']);

const withoutPassing = (text: string): unknown =>
  JSON.parse(text, (name, value: unknown) => (PASSING.has(name) ? undefined : value));

/** The same of an answer as CSV. */
const csvWithoutPassing = (text: string): unknown => {
  const rows = parse<Record<string, string>>(text, { columns: true });
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !PASSING.has(name))));
};

async function ask(
  api: ApiClient,
  { method, path, body }: PlannedRequest,
): Promise<{ status: number; text: string; type: string }> {
  const response = await fetch(api.url + path, {
    method,
    headers: { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' };
}

/** What is asked, in words that are the same whatever the ids are. */
const LABELS: Belongings = {
  ...{
    keyId: 'KEY',
    personId: 'PERSON',
    annotationId: 'ANNOTATION',
    deadLetterId: 'LETTER',
    rebuildId: 'REBUILD',
    restatementId: 'RESTATEMENT',
    exportId: 'EXPORT',
    exportRunId: 'EXPORT-RUN',
    backfillId: 'BACKFILL',
  },
  ...{ memberId: SHARED, eventId: 'shared-event', platform: MARK },
};
const isReading = ({ method }: PlannedRequest): boolean => method === 'GET';
const READINGS = requestsOf(API_ROUTES, LABELS).filter(isReading);
const firstReading = (route: (typeof API_ROUTES)[number]): PlannedRequest[] => requestsOf([route], LABELS).slice(0, 1);

/** Every answer that the workspace of a key gives. */
async function everything(api: ApiClient, other: Belongings): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [i, request] of requestsOf(API_ROUTES, other).filter(isReading).entries()) {
    const { status, text, type } = await ask(api, request);
    const read = /^application\/(problem\+)?json/.test(type)
      ? withoutPassing
      : type.startsWith('text/csv')
        ? csvWithoutPassing
        : String;
    answers[READINGS[i]?.path ?? ''] = { status, answer: read(text) };
  }
  return answers;
}

async function rebuilt(api: ApiClient): Promise<Rebuild | undefined> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const { data } = await api.get<RebuildList>('/v1/rebuilds');
    if (data.every(({ state }) => state !== 'running')) return data[0];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The rebuild does not end.');
}

const active = (member_id: string, occurred_at: string, more: object) => ({
  ...{ type: 'member.active', member_id, occurred_at },
  ...more,
});

describe('two workspaces on one server', () => {
  let grapevine: GrapevineProcess;
  let mine: ApiClient;
  let other: ApiClient;
  let belongings: Belongings;
  let before: Record<string, unknown>;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    const settings = { dimensions: ['platform', 'plan'] };
    mine = grapevine.api.as(await addWorkspace(grapevine.dataDir, settings));
    other = grapevine.api.as(await addWorkspace(grapevine.dataDir, settings));
    await mine.sendAll([
      active(SHARED, '2014-02-01T12:00:00Z', { platform: 'ios', properties: { plan: 'free' } }),
      active('mine', '2014-02-02T12:00:00Z', {}),
    ]);
    await mine.drained();
    const people = { keyId: randomUUID(), personId: randomUUID(), annotationId: randomUUID() };
    const ids = { ...people, deadLetterId: randomUUID(), rebuildId: randomUUID() };
    const exportIds = { exportId: randomUUID(), exportRunId: randomUUID(), backfillId: randomUUID() };
    const nobodys = { ...ids, restatementId: '1', ...exportIds };
    before = await everything(mine, { ...LABELS, ...nobodys });
    belongings = await fill(other);
  }, patience(180_000));
  afterAll(() => grapevine?.remove());

  /** Gives a workspace some of everything that there is. */
  async function fill(api: ApiClient): Promise<Belongings> {
    const { body: key } = await api.request<CreatedKey>('POST', '/v1/keys', { name: 'theirs', scopes: ['read'] });
    await api.sendAll([
      active(SHARED, '2013-12-24T12:00:00Z', { id: 'shared-event', platform: MARK, properties: { plan: 'pro' } }),
      active('theirs', '2014-02-01T12:00:00Z', { platform: 'ios' }),
      active('spammer', '2013-12-24T12:00:00Z', { platform: MARK }),
      { type: 'member.signed_up', member_id: SHARED, platform: MARK, occurred_at: '2013-12-01T12:00:00Z' },
    ]);
    await api.drained();
    await api.request('POST', '/v1/exclusions', { member_ids: ['spammer'], reason: 'their reason' });
    await api.request('PATCH', '/v1/workspace', { time_zone: 'Asia/Kathmandu', rebuild: true });
    const rebuild = await rebuilt(api);
    const { id } = await api.get<Workspace>('/v1/workspace');
    await queryDatabase(
      grapevine.dataDir,
      `INSERT INTO dead_letters (id, workspace_id, batch_id, reason, detail, event, expires_at)
       VALUES (gen_random_uuid(), $1, 'batch', 'malformed', 'their detail', '["nothing"]', now() + interval '1 day')`,
      [id],
    );
    await queryDatabase(
      grapevine.dataDir,
      `INSERT INTO restatements (workspace_id, metric, grain, window_name, start_day, end_day, period, from_value, to_value,
         from_sealed_at, reasons, detail)
       VALUES ($1, 'active_members', 'month', 'calendar', '2013-12-01', '2013-12-31', '2013-12', 1, 2, now(), '{late_events}', '{}')`,
      [id],
    );
    const [person] = await queryDatabase<{ id: string }>(
      grapevine.dataDir,
      `INSERT INTO people (id, workspace_id, email, password_hash) VALUES (gen_random_uuid(), $1, $2, 'none') RETURNING id`,
      [id, `${id}@example.org`],
    );
    const note = { date: '2013-12-24', text: 'their note' };
    const { body: annotation } = await api.request<Annotation>('POST', '/v1/annotations', note);
    const saved = await saveExport(api, {
      name: 'their export',
      question: { of: 'growth', parameters: {} },
      range: { kind: 'fixed', from: '2013-12-01', to: '2013-12-31' },
    });
    const { body: backfill } = await api.request<ExportBackfill>('POST', `/v1/exports/${saved.id}/backfills`, {
      ...{ from: '2013-11-01', to: '2013-11-30' },
    });
    await runsOnce(api, saved.id, (runs) => runs.every(isOver));
    const run = await runToEnd(api, saved.id);
    const letters = await api.get<DeadLetterList>('/v1/dead-letters');
    const restatements = await api.get<RestatementList>('/v1/restatements');
    return {
      ...LABELS,
      keyId: key.id,
      personId: person?.id ?? '',
      annotationId: annotation.id,
      deadLetterId: letters.data[0]?.id ?? '',
      rebuildId: rebuild?.id ?? '',
      restatementId: String((restatements.data[0]?.id ?? 0) + 1),
      ...{ exportId: saved.id, exportRunId: run.id, backfillId: backfill.id },
    };
  }

  it(
    'answer by their own data, on every route',
    async () => {
      const theirs = await everything(other, belongings);
      // The test would be empty if the two had nothing to tell apart.
      for (const { path } of API_ROUTES.filter(({ route }) => route.startsWith('GET')).flatMap(firstReading)) {
        if (path === '/v1/metrics') continue;
        expect([path, theirs[path]]).not.toEqual([path, before[path]]);
      }
      expect(JSON.stringify(theirs)).toContain(MARK);
      expect(JSON.stringify(theirs)).toContain('their reason');
    },
    patience(120_000),
  );

  it(
    'answer as if the other were not there, whatever of it is named',
    async () => {
      expect(await everything(mine, belongings)).toEqual(before);
    },
    patience(120_000),
  );

  it(
    'change nothing of each other, whatever of the other is named',
    async () => {
      const untouched = await everything(other, belongings);
      const changes = requestsOf(API_ROUTES, belongings).filter((request) => !isReading(request));
      const done: string[] = [];
      for (const request of changes) {
        const { status } = await ask(mine, request);
        expect([request.path, status]).not.toEqual([request.path, 500]);
        if (status < 300) done.push(`${request.method} ${request.path}`);
        // Each as if it were the first: a rebuild that runs refuses others.
        if (request.path === '/v1/workspace') await rebuilt(mine);
      }
      // What it may do to itself it could do, or nothing would be shown here.
      const routes = API_ROUTES.filter(({ route }) => !route.startsWith('GET') && !route.includes(':id'));
      expect([...new Set(done)].sort()).toEqual(routes.map(({ route }) => route).sort());
      await mine.drained();
      await other.drained();
      expect(await everything(other, belongings)).toEqual(untouched);
    },
    patience(240_000),
  );
});
