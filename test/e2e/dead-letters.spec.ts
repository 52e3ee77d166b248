import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeadLetter, DeadLetterList, Problem, ReplayResult } from '@grapevine/contracts';
import { Pseudonymiser, toQueueRow } from '@grapevine/pipeline';
import { type JobQueues, newBatchId, type Payload } from '@grapevine/queue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase, withQueues } from '../support/embedded-access.js';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';
import { runCommand } from '../support/run-command.js';

type Row = unknown[];

const AT = Date.parse('2013-12-19T14:00:00Z');
const DIMENSIONS = ['platform', 'manufacturer', 'country', 'app_version', 'source', 'plan'];

let grapevine: GrapevineProcess;
let pseudonymiser: Pseudonymiser;
beforeAll(async () => {
  grapevine = await GrapevineProcess.start();
  pseudonymiser = new Pseudonymiser(readFileSync(join(grapevine.dataDir, 'secret'), 'utf8').trim());
}, 120_000);
afterAll(() => grapevine?.remove());

async function newWorkspace(): Promise<{ id: number; api: ApiClient }> {
  const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { dimensions: DIMENSIONS }));
  const { id } = await api.get<{ id: number }>('/v1/workspace');
  return { id, api };
}

/** The row that ingest would queue for an event of this member, changed by position as a damaged store might. */
function row(workspace: number, member: string, damage: Record<number, unknown> = {}): Row {
  const event = { type: 'member.active', occurred_at: AT, id: member, member_id: member } as const;
  const queued = pseudonymiser.pseudonymise({ ...event, properties: { plan: 'free' } }, workspace, new Set(DIMENSIONS));
  return (toQueueRow(queued) as Row).map((value, i) => (i in damage ? damage[i] : value));
}

async function add(queues: JobQueues, workspaceId: number, events: number, payload: object): Promise<void> {
  const whole = { version: 1, workspace_id: workspaceId, definition_version: 1, received_at: AT, accepted: events };
  const id = newBatchId({ workspaceId, receivedAt: Date.now(), events });
  await queues.add('store-events', { ...whole, rejected: {}, ...payload } as Payload<'store-events'>, id);
}

/** Puts rows into the queue behind the back of ingest. */
const addRows = (workspaceId: number, rows: unknown[]): Promise<void> =>
  withQueues(grapevine.dataDir, (queues) => add(queues, workspaceId, rows.length, { rows: JSON.stringify(rows) }));

const listOf = async (api: ApiClient): Promise<DeadLetter[]> =>
  (await api.get<DeadLetterList>('/v1/dead-letters?limit=1000')).data;
const waiting = async (api: ApiClient): Promise<DeadLetter[]> =>
  (await listOf(api)).filter((letter) => letter.replayed_at === null);
async function replay(api: ApiClient, which: object): Promise<number> {
  const { status, body } = await api.request<ReplayResult>('POST', '/v1/dead-letters/replay', which);
  expect(status).toBe(202);
  return body.replayed;
}

describe('a poisoned batch', () => {
  it('loses nothing but the poison, while five clients send 5,000 good events', async () => {
    const { id, api } = await newWorkspace();
    const poison: [unknown, string][] = [
      // The pipeline refuses these. As dead letters, too, some of them are hard to keep: PostgreSQL takes no NUL.
      [null, 'malformed'],
      [{}, 'malformed'],
      ['\ud800', 'malformed'],
      [['\u0000'], 'malformed'],
      [row(id, 'x', { 0: 'member.left' }), 'malformed'],
      [row(id, 'x', { 3: 9e15 }), 'malformed'],
      [row(id, 'x', { 4: 'not a hash' }), 'malformed'],
      // These look right, and ClickHouse refuses them: half of a surrogate pair in a label, and in a property.
      [row(id, 'x', { 8: 'chat\ud800' }), 'refused_by_warehouse'],
      [row(id, 'x', { 15: { plan: '\ud83d' } }), 'refused_by_warehouse'],
    ];
    const mixed = Array.from({ length: 900 }, (_, i): unknown => row(id, `queued-${i}`));
    for (const [i, [bad]] of poison.entries()) mixed.splice(i * 100, 0, bad);
    const clients = [0, 1, 2, 3, 4].map((client) => {
      const events = Array.from({ length: 1_000 }, (_, i) => ({
        type: 'member.active',
        id: `sent-${client}-${i}`,
        member_id: `member-${client}-${i}`,
        occurred_at: AT,
      }));
      return api.sendAll(events, 100);
    });
    await addRows(id, mixed);
    await Promise.all(clients);
    const { pipeline, events } = await api.drained();
    expect(pipeline.dead_letters).toBe(poison.length);
    expect(events).toMatchObject({ accepted: 5_909, stored: 5_900, duplicates: 0, conflicting: 0 });
    expect(await api.values({ metric: 'active_members', grain: 'day' })).toEqual({ '2013-12-19': 5_900 });
    const letters = await listOf(api);
    expect(letters.map(({ reason }) => reason).sort()).toEqual(poison.map(([, reason]) => reason).sort());
    for (const letter of letters) {
      expect(letter.detail).toMatch(/\w/);
      expect(letter.detail).not.toMatch(/\n\s+at |node_modules/);
    }
    expect(letters.filter(({ reason }) => reason === 'refused_by_warehouse')).toEqual(
      Array(2).fill(expect.objectContaining({ event_type: 'member.active', occurred_at: '2013-12-19T14:00:00.000Z' })),
    );
  }, 180_000);

  it('is set aside whole when not even its payload can be read, and blocks nobody', async () => {
    const { id, api } = await newWorkspace();
    await withQueues(grapevine.dataDir, async (queues) => {
      await add(queues, id, 1, { rows: 'no JSON' });
      await add(queues, id, 1, { rows: '{"a":1}' });
      await add(queues, id, 1, { rows: JSON.stringify([row(id, 'old')]), version: 0 });
      await add(queues, id, 1, { rows: JSON.stringify([row(id, 'good')]) });
    });
    const { pipeline, events } = await api.drained();
    expect([pipeline.dead_letters, events.stored]).toEqual([3, 1]);
    expect((await listOf(api)).map(({ reason, event_type }) => [reason, event_type])).toEqual(
      Array(3).fill(['malformed', null]),
    );
  });
});

describe('replay', () => {
  /** Dead letters as they are after a fault that has been put right: their rows are good. */
  async function addGoodLetters(workspace: number, members: string[]): Promise<void> {
    await queryDatabase(
      grapevine.dataDir,
      `INSERT INTO dead_letters (id, workspace_id, batch_id, reason, detail, event, expires_at)
       SELECT gen_random_uuid(), $1, 'batch', 'refused_by_warehouse', 'put right since', event, now() + interval '1 day'
       FROM unnest($2::text[]) AS event`,
      [workspace, members.map((member) => JSON.stringify(row(workspace, member)))],
    );
  }

  it('stores what can be stored now, by id or all, and once only', async () => {
    const { id, api } = await newWorkspace();
    await addGoodLetters(id, ['ann', 'bob', 'cat']);
    const [first] = await listOf(api);
    expect(await replay(api, { ids: [first?.id] })).toBe(1);
    expect(await replay(api, { ids: [first?.id] })).toBe(0);
    expect((await api.drained()).events.stored).toBe(1);
    expect(await replay(api, { all: true })).toBe(2);
    expect(await replay(api, { all: true })).toBe(0);
    const status = await api.drained();
    expect([status.pipeline.dead_letters, status.events.stored]).toEqual([0, 3]);
    expect(await api.values({ metric: 'active_members', grain: 'day' })).toEqual({ '2013-12-19': 3 });
    expect((await listOf(api)).every((letter) => letter.replayed_at !== null)).toBe(true);
  });

  it('makes new dead letters of what fails again, and comes to an end', async () => {
    const { id, api } = await newWorkspace();
    const poison = Array.from({ length: 40 }, (_, i) => row(id, `p${i}`, { 8: '\ud800' }));
    const good = Array.from({ length: 40 }, (_, i) => row(id, `g${i}`));
    // So many bad ones, and they first, look like a warehouse that takes nothing.
    await addRows(id, [...poison, ...good, null, {}]);
    await withQueues(grapevine.dataDir, (queues) => add(queues, id, 1, { version: 0, rows: '[]' }));
    expect((await api.drained()).pipeline.dead_letters).toBe(43);
    expect(await replay(api, { all: true })).toBe(43);
    const { pipeline, events } = await api.drained();
    expect([pipeline.dead_letters, events.stored]).toEqual([43, 40]);
    expect((await waiting(api)).map(({ reason }) => reason).sort()).toEqual([
      ...Array(3).fill('malformed'),
      ...Array(40).fill('refused_by_warehouse'),
    ]);
  }, 120_000);

  it('lists in pages, oldest first', async () => {
    const { id, api } = await newWorkspace();
    await addGoodLetters(
      id,
      Array.from({ length: 7 }, (_, i) => `m${i}`),
    );
    const all = (await listOf(api)).map((letter) => letter.id);
    const paged: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: DeadLetterList = await api.get(`/v1/dead-letters?limit=3${next && `&after=${next}`}`);
      paged.push(...page.data.map((letter) => letter.id));
      next = page.next;
    }
    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe(7);
  });

  it('does not see, count or replay what has expired, nor what another workspace has', async () => {
    const [mine, other] = [await newWorkspace(), await newWorkspace()];
    await addGoodLetters(mine.id, ['ann', 'bob']);
    const [letter] = await listOf(mine.api);
    expect(await listOf(other.api)).toEqual([]);
    expect(await replay(other.api, { ids: [letter?.id] })).toBe(0);
    expect(await replay(other.api, { all: true })).toBe(0);
    expect((await mine.api.status()).pipeline.dead_letters).toBe(2);
    const expire = "UPDATE dead_letters SET expires_at = now() - interval '1 second' WHERE workspace_id = $1";
    await queryDatabase(grapevine.dataDir, expire, [mine.id]);
    expect(await listOf(mine.api)).toEqual([]);
    expect(await replay(mine.api, { all: true })).toBe(0);
    expect((await mine.api.status()).pipeline.dead_letters).toBe(0);
  });

  it.each([{}, { all: false }, { ids: [] }, { ids: ['x'] }, { ids: 'x' }, null, 5])('refuses %j', async (which) => {
    const { status, body } = await grapevine.api.request<Problem>('POST', '/v1/dead-letters/replay', which);
    expect([status, body.code]).toEqual([422, 'invalid_parameter']);
  });
});

describe('npm run dead-letters', () => {
  const run = (args: string[], environment: NodeJS.ProcessEnv = {}) =>
    runCommand('dead-letters', [...args, '--url', grapevine.url], environment);

  it('lists one JSON object a line, and puts back by id or all', async () => {
    const { id, api } = await newWorkspace();
    await addRows(id, [row(id, 'ann'), null, row(id, 'x', { 8: '\ud800' }), [1]]);
    await api.drained();
    const listed = await run(['list'], { GRAPEVINE_KEY: api.key });
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    const lines = listed.stdout.trim().split('\n');
    const letters = lines.map((line): DeadLetter => JSON.parse(line));
    expect(letters).toEqual(await listOf(api));
    expect(letters).toHaveLength(3);
    const ids = letters.slice(0, 2).flatMap((letter) => ['--id', letter.id]);
    const some = await run(['replay', ...ids, '--key', api.key]);
    expect(some).toEqual({ code: 0, stdout: '2 put back into the queue.\n', stderr: '' });
    await api.drained();
    expect((await run(['replay', '--all', '--key', api.key])).stdout).toBe('3 put back into the queue.\n');
  });

  it.each<[string, string[], NodeJS.ProcessEnv, string]>([
    ['nothing to do', [], {}, 'Say what to do'],
    ['something else to do', ['delete', '--all'], { GRAPEVINE_KEY: BOOTSTRAP_KEY }, 'Say what to do'],
    ['no key', ['list'], {}, 'GRAPEVINE_KEY'],
    ['a wrong key', ['list', '--key', 'gv_wrong'], {}, '401: This key is unknown'],
    ['a key with a line break', ['list', '--key', 'gv_a\n'], {}, 'Copy it again'],
    ['neither --all nor --id', ['replay'], { GRAPEVINE_KEY: BOOTSTRAP_KEY }, '--all'],
    ['both', ['replay', '--all', '--id', 'x'], { GRAPEVINE_KEY: BOOTSTRAP_KEY }, '--all'],
    ['an id that is none', ['replay', '--id', 'x'], { GRAPEVINE_KEY: BOOTSTRAP_KEY }, '422: The choice is not valid'],
    ['an unknown option', ['list', '--colour'], { GRAPEVINE_KEY: BOOTSTRAP_KEY }, "'--colour'"],
  ])('ends with a sentence and not with 0: %s', async (_, args, environment, words) => {
    const { code, stdout, stderr } = await run(args, environment);
    expect([code === 0, stdout]).toEqual([false, '']);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('says so when no server answers, or something else does', async () => {
    const at = (url: string) => runCommand('dead-letters', ['list', '--key', 'k', '--url', url]);
    expect(await at('http://127.0.0.1:9')).toMatchObject({ code: 1, stderr: expect.stringContaining('No server') });
    expect(await at(`${grapevine.url}/elsewhere`)).toMatchObject({ code: 1, stderr: expect.stringContaining('404') });
    expect(await at('localhost')).toMatchObject({ code: 1, stderr: expect.stringContaining('not the address') });
  });
});
