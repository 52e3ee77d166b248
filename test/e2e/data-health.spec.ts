import type { Annotation, AnnotationList, DataHealth, SignInLink } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { Person } from '../support/person.js';
import { runCommand } from '../support/run-command.js';

const PHONE = '+491701234567';
const GOOD = { type: 'member.active', member_id: PHONE, occurred_at: '2013-12-19T14:00:00Z' };

describe('the health of the data, and notes beside it', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
  }, patience(120_000));
  afterAll(() => grapevine?.remove());

  describe('data health', () => {
    const health = () => grapevine.api.get<DataHealth>('/v1/data-health');
    /** Examples are kept beside the answer to the sender. */
    const withExamples = async (): Promise<DataHealth> => {
      for (const deadline = Date.now() + patience(10_000); Date.now() < deadline; ) {
        const now = await health();
        if (now.rejected.length > 0 && now.rejected.every(({ examples }) => examples.length > 0)) return now;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('No examples were kept.');
    };

    it('has nothing to tell before there are events', async () => {
      expect(await health()).toEqual({
        rejected: [],
        sealed: { numbers: 0, last_sealed_at: null },
        restatements: { count: 0, last_restated_at: null },
        dimension_values: { limit: 10_000, over_limit: [] },
        last_audit: null,
      });
    });

    it('counts what was refused, and shows the form of it, never whom it is about', async () => {
      const wrongTime = { ...GOOD, occurred_at: '19.12.2013 14:00' };
      const wrongProperty = { ...GOOD, properties: { [PHONE]: { secret: PHONE } } };
      await grapevine.api.send([
        GOOD,
        ...Array(30).fill(wrongTime),
        { ...GOOD, type: `sent to ${PHONE}` },
        wrongProperty,
      ]);
      await grapevine.api.drained();
      const { rejected } = await withExamples();
      expect(Object.fromEntries(rejected.map(({ code, count }) => [code, count]))).toEqual({
        invalid_value: 30,
        unknown_type: 1,
        invalid_type: 1,
      });
      expect(rejected[0]).toMatchObject({
        code: 'invalid_value',
        examples: [
          {
            field: 'occurred_at',
            event: { type: 'member.active', member_id: 'text of 13 characters', occurred_at: '00.00.0000 00:00' },
          },
        ],
      });
      const text = JSON.stringify(rejected);
      for (const part of ['4917', '01234567', 'sent to', 'secret']) expect(text).not.toContain(part);
    });

    it('keeps the last five examples of each reason, for 14 days', async () => {
      await queryDatabase(
        grapevine.dataDir,
        `INSERT INTO rejected_examples (workspace_id, code, message, event, received_at, expires_at)
         SELECT 1, 'too_old', 'old', '{}', now(), now() + interval '1 day' FROM generate_series(1, 20)`,
      );
      await grapevine.api.send([{ type: 'message.sent', member_id: PHONE, occurred_at: GOOD.occurred_at }]);
      const kept = async (): Promise<unknown> =>
        (
          await queryDatabase(
            grapevine.dataDir,
            "SELECT count(*)::int AS count FROM rejected_examples WHERE code = 'too_old'",
          )
        )[0]?.count;
      for (const deadline = Date.now() + patience(10_000); (await kept()) !== 5 && Date.now() < deadline; ) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(await kept()).toBe(5);
      await queryDatabase(grapevine.dataDir, 'UPDATE rejected_examples SET expires_at = now()');
      expect((await health()).rejected.flatMap(({ examples }) => examples)).toEqual([]);
    });

    it(
      'knows of the last audit how many numbers it compared, and what differed',
      async () => {
        const environment = { DATA_DIR: grapevine.dataDir };
        const args = ['--workspace', 'default', '--breadth', 'sample', '--url', grapevine.url, '--json'];
        const { code, stdout } = await runCommand('audit', args, environment);
        expect(code).toBe(0);
        const { numbers, events } = JSON.parse(stdout);
        expect((await health()).last_audit).toMatchObject({ numbers, events, differences: 0 });
      },
      patience(60_000),
    );
  });

  describe('annotations', () => {
    const list = async (query = ''): Promise<Annotation[]> =>
      (await grapevine.api.get<AnnotationList>(`/v1/annotations${query}`)).data;
    const add = (date: string, text: string) =>
      grapevine.api.request<Annotation>('POST', '/v1/annotations', { date, text });

    it('are written, read by day, changed and deleted', async () => {
      const { status, body: launch } = await add('2013-08-06', 'Voice messages');
      expect([status, launch]).toMatchObject([201, { date: '2013-08-06', text: 'Voice messages', author: null }]);
      await add('2013-12-19', '400 million');
      await add('2013-01-22', 'New prices');
      expect((await list()).map(({ text }) => text)).toEqual(['New prices', 'Voice messages', '400 million']);
      expect((await list('?from=2013-08-06&to=2013-12-18')).map(({ text }) => text)).toEqual(['Voice messages']);
      const first = await grapevine.api.get<AnnotationList>('/v1/annotations?limit=2');
      expect([first.data.map(({ text }) => text), first.next]).toEqual([['New prices', 'Voice messages'], launch.id]);
      const last = await grapevine.api.get<AnnotationList>(`/v1/annotations?limit=2&after=${first.next}`);
      expect([last.data.map(({ text }) => text), last.next]).toEqual([['400 million'], null]);
      const path = `/v1/annotations/${launch.id}`;
      expect((await grapevine.api.request('PATCH', path, { text: 'Push to talk' })).body).toMatchObject({
        date: '2013-08-06',
        text: 'Push to talk',
      });
      expect((await grapevine.api.request('DELETE', path)).status).toBe(204);
      expect((await grapevine.api.request('DELETE', path)).status).toBe(404);
      expect((await grapevine.api.request('PATCH', path, { text: 'gone' })).status).toBe(404);
      expect((await grapevine.api.request('GET', `/v1/annotations?after=${launch.id}`)).status).toBe(422);
      expect(await list()).toHaveLength(2);
    });

    it('are refused with the reason where they say nothing, or name a day that never was', async () => {
      for (const [date, text] of [
        ['2013-02-30', 'a day'],
        ['2013-02-28', '  '],
        ['2013-02-28', 'x'.repeat(281)],
      ]) {
        expect((await add(date as string, text as string)).status).toBe(422);
      }
    });

    it('say which person wrote them', async () => {
      const { body: link } = await grapevine.api.request<SignInLink>('POST', '/v1/sign-in-links');
      const ann = new Person(grapevine.url);
      await ann.signIn({ token: link.token });
      await ann.ask('PUT', '/v1/account', { email: 'ann@example.org', password: 'a long enough password' });
      const note = await ann.ask<Annotation>('POST', '/v1/annotations', { date: '2014-02-19', text: 'Sold' });
      expect([note.status, note.body.author]).toEqual([201, 'ann@example.org']);
    });
  });
});
