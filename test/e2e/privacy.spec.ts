import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createClient } from '@clickhouse/client';
import { newBatchId } from '@grapevine/queue';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChdbConnection } from 'chdb/connection';
import { queryDatabase, withQueues } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';

/** Recognisable anywhere: no other text of the product or its engines has these. */
const MEMBER = '+4915112345678901';
const OTHERS = {
  recipient: 'zq-recipient-7f3a9c',
  message: 'zq-message-51be02',
  inviter: 'zq-inviter-c40d11',
  event: 'zq-event-9a77e5',
  undeclared: 'zq-undeclared-83ff20',
  refused: 'zq-refused-0d5b6e',
  // A phone number as others write it; in every field where one may turn up.
  digits: '004915112345678901',
  broken: 'zq-broken-6614ae',
  poisoned: 'zq-poisoned-2bd907',
};

/** The forms in which an identity could lie on a disk. */
const formsOf = (identity: string): Buffer[] => [
  Buffer.from(identity, 'utf8'),
  Buffer.from(identity.toUpperCase(), 'utf8'),
  Buffer.from(identity, 'utf16le'),
  Buffer.from(identity, 'utf16le').swap16(),
  Buffer.from(Buffer.from(identity).toString('hex')),
  Buffer.from(Buffer.from(identity).toString('hex').toUpperCase()),
  // Base64 of the middle, at each of the three alignments.
  ...[0, 1, 2].map((cut) =>
    Buffer.from(
      Buffer.from(identity)
        .subarray(cut, cut + 12)
        .toString('base64'),
    ),
  ),
];

/** All columns of all tables as text, the states of sets and minima in binary. */
async function readWarehouse(path: string): Promise<string> {
  const client = createClient({ connection: createChdbConnection({ path }) } as Parameters<typeof createClient>[0]);
  try {
    const tables = await (await client.query({ query: 'SHOW TABLES', format: 'JSONEachRow' })).json<{ name: string }>();
    const stored = tables.map(({ name }) => name).filter((name) => !name.startsWith('incoming'));
    expect(stored).toEqual(expect.arrayContaining(['deliveries', 'events', 'member_sets', 'signups']));
    const texts = stored.map(async (name) =>
      (await client.query({ query: `SELECT * FROM ${name}`, format: 'TabSeparated' })).text(),
    );
    return (await Promise.all(texts)).join('\n');
  } finally {
    await client.close();
  }
}

describe('identities', () => {
  let grapevine: GrapevineProcess;
  /** What the engines' files hold, read by the engines: on the disk it is packed, where a search of bytes may miss it. */
  const contents: string[] = [];

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: { LOG_LEVEL: 'trace' } });
    const common = { occurred_at: '2013-12-19T14:00:00Z', channel: 'chat', properties: { note: OTHERS.undeclared } };
    const message = { message_id: OTHERS.message, recipient_id: OTHERS.recipient };
    const events = [
      { type: 'member.active', member_id: MEMBER, id: OTHERS.event },
      { type: 'member.signed_up', member_id: MEMBER, invited_by: OTHERS.inviter, source: 'invite' },
      { type: 'member.invited', member_id: MEMBER },
      { type: 'message.sent', member_id: MEMBER, ...message },
      { type: 'message.delivered', ...message },
      { type: 'message.read', ...message },
      { type: 'message.failed', ...message, error_code: '131026' },
    ].map((event) => ({ ...common, ...event }));
    const refused = { type: 'member.active', member_id: OTHERS.refused.repeat(20), id: OTHERS.refused, ...common };
    for (let i = 0; i < 20; i++) await grapevine.api.send([...events, refused], i % 2 === 0);
    expect((await grapevine.api.drained()).events).toMatchObject({
      accepted: 140,
      stored: 7,
      rejected: { invalid_value: 20 },
    });
    await sendWhatIsRefused();
    await poisonTheQueue();
    // Settings and questions are told to the engines too.
    await grapevine.api.series({ metric: 'active_members', grain: 'day', by: 'platform' });
    const tables = await queryDatabase<{ name: string }>(
      grapevine.dataDir,
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const rows = await queryDatabase<{ text: string }>(grapevine.dataDir, `SELECT t::text AS text FROM ${name} AS t`);
      contents.push(...rows.map(({ text }) => text).filter((text) => !text.includes(OTHERS.poisoned)));
    }
    await grapevine.stop();
    contents.push(await readWarehouse(join(grapevine.dataDir, 'warehouse')));
  }, 120_000);

  afterAll(() => grapevine?.remove());

  /** Each in another way, and with an identity where the fault is: an error message must not carry it into a log. */
  async function sendWhatIsRefused(): Promise<void> {
    const { broken, digits } = OTHERS;
    const post = async (body: string | Buffer, type: string, more: Record<string, string> = {}): Promise<void> => {
      const headers = { authorization: `Bearer ${grapevine.api.key}`, 'content-type': type, ...more };
      const response = await fetch(`${grapevine.url}/v1/events`, {
        method: 'POST',
        headers,
        body: new Uint8Array(Buffer.from(body)),
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
    };
    const event = {
      type: 'message.read',
      occurred_at: '2013-12-19T14:00:00Z',
      message_id: broken,
      recipient_id: digits,
    };
    for (const change of [
      { message_id: `${broken}\0` },
      { recipient_id: `${digits}\ud800` },
      { type: broken },
      { occurred_at: digits },
      { country: digits },
      { properties: { [digits]: { [broken]: digits } } },
      { properties: { [`${broken}\0`]: digits } },
      { constructor: broken },
      { channel: digits.repeat(10) },
      { id: [broken] },
    ]) {
      await post(JSON.stringify({ ...event, ...change }), 'application/json');
    }
    const text = JSON.stringify(event);
    await post(text.slice(0, -2), 'application/json');
    await post(`${text.slice(0, -2)}\n`, 'application/x-ndjson');
    await post(text, 'text/plain');
    await post(text, 'application/json', { 'content-encoding': 'gzip' });
    await post(gzipSync(text).subarray(0, -9), 'application/json', { 'content-encoding': 'gzip' });
    await post(Buffer.concat([Buffer.from(text), Buffer.from([0xff])]), 'application/json');
    await fetch(`${grapevine.url}/v1/${broken}/%zz?member=${digits}`);
    await fetch(`${grapevine.url}/v1/series?metric=${broken}&filter=${digits}`);
    await fetch(`${grapevine.url}/v1/series?metric=signups&filter=platform:${digits}`, {
      headers: { authorization: `Bearer ${digits}` },
    });
  }

  /** A store that was damaged, or written by hand: what comes out of the queue is told in errors and dead letters. */
  async function poisonTheQueue(): Promise<void> {
    const { poisoned } = OTHERS;
    const receivedAt = Date.now();
    const job = { version: 1 as const, workspace_id: 1, definition_version: 1, received_at: receivedAt, accepted: 1 };
    await withQueues(grapevine.dataDir, async (queues) => {
      const row = ['member.active', poisoned, poisoned, 1, poisoned, '', '', '', '', '', '', '', '', '', '', {}];
      const id = newBatchId({ workspaceId: 1, receivedAt, events: 1 });
      await queues.add('store-events', { ...job, rejected: {}, rows: JSON.stringify([row]) }, id);
    });
    expect((await grapevine.api.drained()).pipeline.dead_letters).toBe(1);
  }

  it.each(Object.entries({ member: MEMBER, ...OTHERS }))(
    '%s: in no file of the warehouse, the registry or the queue, no write-ahead log, no log of the process',
    (_, identity) => {
      for (const form of formsOf(identity)) {
        const pattern = [...form].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
        const grep = ['-rlaP', pattern, grapevine.dataDir];
        let found = '';
        try {
          found = execFileSync('grep', grep, { env: { LC_ALL: 'C', PATH: process.env.PATH } }).toString();
        } catch (error) {
          // 1: grep has looked everywhere and found nothing.
          expect((error as { status: number }).status).toBe(1);
        }
        // A dead letter keeps the row as it came; of this one the queue's store was given an identity behind our back.
        if (identity !== OTHERS.poisoned) expect(found).toBe('');
        expect(Buffer.from(grapevine.log).includes(form)).toBe(false);
      }
    },
  );

  it('are in no table, whatever the form of its files', () => {
    const text = contents.join('\n');
    for (const identity of [MEMBER, ...Object.values(OTHERS)]) {
      for (const form of formsOf(identity)) expect(text.includes(form.toString('latin1'))).toBe(false);
    }
    // The tables were read indeed.
    expect(text).toMatch(/\b131026\b/);
    expect(contents.length).toBeGreaterThan(20);
  });

  it('would have been found: the search finds what is there', () => {
    const found = execFileSync('grep', ['-rlaP', 'member_sets', grapevine.dataDir], {
      env: { LC_ALL: 'C', PATH: process.env.PATH },
    });
    expect(found.toString()).toContain('warehouse');
    expect(grapevine.log).toContain('Grapevine is ready');
  });
});
