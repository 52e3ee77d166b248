import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DeadLetterList } from '@grapevine/contracts';
import { findEmbeddedPostgres } from '@grapevine/database';
import { createLogger } from '@grapevine/observability';
import { JobQueues, newBatchId, openPostgresBackend } from '@grapevine/queue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BOOTSTRAP_KEY, GrapevineProcess } from '../support/grapevine-process.js';

const COMMANDS = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'api', 'src', 'commands');
const run = promisify(execFile);

const hash = (i: number): string => i.toString(16).padStart(32, '0');
/** A row as ingest writes it, for one member a row. */
const row = (i: number, overrides: Record<number, unknown> = {}): unknown[] =>
  Object.assign(
    [
      'member.active',
      hash(i),
      hash(i),
      1_387_461_600_000,
      hash(1_000 + i),
      '',
      '',
      '',
      '',
      '',
      'ios',
      '',
      '',
      '',
      '',
      {},
    ],
    overrides,
  );

describe('a batch that cannot be stored whole', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    await grapevine.api.send([
      { type: 'member.active', member_id: 'first', occurred_at: 1_387_461_600_000, id: 'first' },
    ]);
    await grapevine.api.drained();
  }, 120_000);
  afterAll(() => grapevine?.remove());

  /** Puts rows into the queue behind the back of ingest, as a damaged store or another version would. */
  const enqueue = async (rows: string, events: number): Promise<void> => {
    const found = await findEmbeddedPostgres({ dataDir: grapevine.dataDir });
    const backend = await openPostgresBackend(found?.url as string, createLogger('silent'));
    const queues = new JobQueues(backend);
    const received_at = Date.now();
    await queues.add(
      'store-events',
      { version: 1, workspace_id: 1, definition_version: 1, received_at, accepted: events, rejected: {}, rows },
      newBatchId({ workspaceId: 1, receivedAt: received_at, events }),
    );
    await queues.close();
    await backend.close();
  };
  const letters = async (): Promise<DeadLetterList['data']> =>
    (await grapevine.api.get<DeadLetterList>('/v1/dead-letters')).data;

  it('sets exactly the bad events aside and stores all others', async () => {
    const bad = [
      row(7, { 1: 'not a hash' }),
      null,
      row(8, { 3: 9e15 }),
      row(9, { 10: 'x'.repeat(500) }),
      'text',
      row(10, { 0: 'message.lost' }),
    ];
    const rows = Array.from({ length: 500 }, (_, i) => row(100 + i));
    bad.forEach((one, i) => {
      rows.splice(i * 77, 0, one as unknown[]);
    });
    await enqueue(JSON.stringify(rows), rows.length);
    const { pipeline, events } = await grapevine.api.drained();
    expect(pipeline.dead_letters).toBe(bad.length);
    expect(events).toMatchObject({ accepted: 507, stored: 501, duplicates: 0 });
    expect(await grapevine.api.values({ metric: 'active_members', grain: 'day' })).toEqual({ '2013-12-19': 501 });
    for (const letter of await letters()) expect(letter).toMatchObject({ reason: 'malformed', replayed_at: null });
  });

  it('keeps a batch that is no list of rows as one dead letter', async () => {
    await enqueue('{"not": "rows"}', 3);
    expect((await grapevine.api.drained()).pipeline.dead_letters).toBe(7);
  });

  it('lists and puts back by command; what fails again is a new dead letter', async () => {
    const command = (...args: string[]) =>
      run(process.execPath, [join(COMMANDS, 'dead-letters.js'), ...args, '--url', grapevine.url], {
        env: { ...process.env, GRAPEVINE_KEY: BOOTSTRAP_KEY },
      });
    const listed = (await command('list')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(listed.map(({ id }) => id)).toEqual((await letters()).map(({ id }) => id));
    expect((await command('replay', '--id', listed[0].id)).stdout).toContain('1 put back');
    await grapevine.api.drained();
    expect((await grapevine.api.status()).pipeline.dead_letters).toBe(7);
    expect((await letters()).filter(({ replayed_at }) => replayed_at !== null)).toHaveLength(1);
    await expect(command('replay')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--all') });
    await expect(command('list', '--key', 'wrong')).rejects.toMatchObject({ stderr: expect.stringContaining('401') });
    expect((await command('replay', '--all')).stdout).toContain('7 put back');
  });

  it('shows dead letters to admins only', async () => {
    const { body } = await grapevine.api.request<{ key: string }>('POST', '/v1/keys', {
      name: 'r',
      scopes: ['read', 'ingest'],
    });
    expect((await grapevine.api.as(body.key).request('GET', '/v1/dead-letters')).status).toBe(403);
  });
});
