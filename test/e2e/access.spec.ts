import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreatedKey, KeyList, Problem, Scope, Session, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import { API_ROUTES, type Belongings, OPEN_ROUTES, requestsOf, SESSION_ROUTES } from '../support/api-routes.js';
import { declaredRoutes } from '../support/declared-routes.js';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { runCommand } from '../support/run-command.js';

/** An id that nothing has. */
const NOBODYS = '00000000-0000-4000-8000-000000000000';
const NOTHING: Belongings = {
  ...{
    keyId: NOBODYS,
    personId: NOBODYS,
    annotationId: NOBODYS,
    deadLetterId: NOBODYS,
    rebuildId: NOBODYS,
    restatementId: '1',
    exportId: NOBODYS,
    exportRunId: NOBODYS,
    backfillId: NOBODYS,
  },
  ...{ memberId: 'somebody', eventId: 'something', platform: 'ios' },
};

/** The names of the fields that a contract knows; of a union those of any of its forms. */
function fieldsOf(contract: unknown): string[] {
  const { shape, options } = contract as { shape?: object; options?: readonly unknown[] };
  return shape ? Object.keys(shape) : [...new Set((options ?? []).flatMap(fieldsOf))];
}

describe('who may do what', () => {
  it('is asked here of every route that there is', () => {
    const asked = [...API_ROUTES.map(({ route }) => route), ...OPEN_ROUTES, ...SESSION_ROUTES];
    expect(asked.sort()).toEqual(
      declaredRoutes()
        .map(({ route }) => route)
        .sort(),
    );
  });

  it.each(API_ROUTES)('is asked with every part of a request that $route takes, and every field of it', (entry) => {
    const { id, query, body, route } = entry;
    const takes = declaredRoutes().find((declared) => declared.route === route)?.takes;
    // Events are read from the request itself, in bounded memory.
    const body_ = route === 'POST /v1/events' ? false : body !== undefined;
    expect({ id: id !== undefined, query: query !== undefined, body: body_ }).toEqual(takes);
    for (const part of [query, body]) {
      if (part) expect(Object.keys(part.values(NOTHING)).sort()).toEqual(fieldsOf(part.contract).sort());
    }
  });

  let grapevine: GrapevineProcess;
  const keys: Partial<Record<Scope, string>> = {};

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    for (const scope of ['ingest', 'read', 'admin'] as const) {
      const { body } = await grapevine.api.request<CreatedKey>('POST', '/v1/keys', { name: scope, scopes: [scope] });
      keys[scope] = body.key;
    }
  }, 120_000);
  afterAll(() => grapevine?.remove());

  const call = (method: string, path: string, headers: Record<string, string>, body = '{}'): Promise<Response> =>
    fetch(grapevine.url + path, {
      method,
      headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(method === 'POST' || method === 'PATCH' ? { body } : {}),
    });

  it.each(API_ROUTES)('$route lets in who has the scope, and nobody else, whatever is asked', async (entry) => {
    const requests = requestsOf([entry], NOTHING);
    for (const { method, path, body, scope: needed } of requests) {
      const send = async (headers: Record<string, string>): Promise<number> =>
        (await call(method, path, headers, body === undefined ? '{}' : JSON.stringify(body))).status;
      expect([path, await send({})]).toEqual([path, 401]);
      expect([path, await send({ authorization: 'Bearer gv_nobody' })]).toEqual([path, 401]);
      for (const scope of ['ingest', 'read'] as const) {
        if (scope === needed) continue;
        expect([path, await send({ authorization: `Bearer ${keys[scope]}` })]).toEqual([path, 403]);
      }
    }
    const [{ method, path } = { method: '', path: '' }] = requests;
    for (const scope of [entry.scope, 'admin'] as const) {
      const { status } = await call(method, path, { authorization: `Bearer ${keys[scope]}` });
      expect([401, 403, 500]).not.toContain(status);
    }
  });

  it.each(API_ROUTES.filter(({ route, query }) => query || route.startsWith('GET ')))(
    '$route has no parameter that is not known here',
    async ({ route }) => {
      const [method = '', path = ''] = route.split(' ');
      const response = await call(method, `${path}?workspace=1`, { authorization: `Bearer ${keys.admin}` });
      expect(response.status).toBe(422);
      expect(((await response.json()) as Problem).errors?.map(({ parameter }) => parameter)).toContain('workspace');
    },
  );

  it('asks for the scope before it looks at what was sent, HEAD and wrong bodies included', async () => {
    expect((await call('HEAD', '/v1/status', {})).status).toBe(401);
    expect((await call('HEAD', '/v1/keys', { authorization: `Bearer ${keys.read}` })).status).toBe(403);
    const nonsense = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(100_000) };
    expect((await fetch(`${grapevine.url}/v1/events`, nonsense)).status).toBe(401);
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic',
    'Basic !!!',
    'Digest x',
    'gv_x',
    'Bearer a b',
    `Bearer ${'x'.repeat(9_000)}`,
  ])('does not know what to do with Authorization: %j', async (authorization) => {
    const response = await call('GET', '/v1/status', { authorization });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(((await response.json()) as Problem).detail).toMatch(/key/);
  });

  it('shows a key nothing of another workspace', async () => {
    const other = grapevine.api.as(await addWorkspace(grapevine.dataDir, { timeZone: 'Asia/Kathmandu' }));
    await grapevine.api.sendAll([{ type: 'member.active', member_id: 'mine', occurred_at: '2013-12-19T14:00:00Z' }]);
    await grapevine.api.drained();
    expect(await other.get<Workspace>('/v1/workspace')).toMatchObject({ time_zone: 'Asia/Kathmandu' });
    const { data } = await other.get<KeyList>('/v1/keys');
    expect(data).toHaveLength(1);
    expect((await other.status()).events).toMatchObject({ accepted: 0, stored: 0 });
    expect(await other.values({ metric: 'active_members', from: '2013-12-01', to: '2013-12-31' })).toEqual({
      '2013-12': null,
    });
    // The workspace is the key's: it cannot be named.
    expect((await other.request('GET', '/v1/series?metric=active_members&workspace=1')).status).toBe(422);
    expect((await other.request('PATCH', '/v1/workspace', { id: 1, name: 'stolen' })).status).toBe(422);
  });

  it('tells anybody only whether it lives, is ready, and how it does', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect((await call('GET', path, {})).status).toBe(200);
    expect(await (await call('GET', '/metrics', {})).text()).toContain('grapevine_pending_events 0');
  });

  describe('people', () => {
    const newLink = async (): Promise<string> => {
      const environment = { DATA_DIR: grapevine.dataDir, PORT: String(grapevine.port) };
      const { code, stdout, stderr } = await runCommand('sign-in-link', [], environment);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`${grapevine.url}/sign-in#token=`);
      return tokenOf(stdout);
    };
    const signIn = (token: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${grapevine.url}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ token }),
      });
    const enter = async (): Promise<{ cookie: string }> => {
      const entered = await signIn(await newLink());
      expect(entered.status).toBe(201);
      return { cookie: (entered.headers.get('set-cookie') ?? '').split(';', 1)[0] as string };
    };

    it('get in by a link of the command, once, with a cookie that no script can read and no other site can send', async () => {
      const token = await newLink();
      const entered = await signIn(token);
      expect(entered.status).toBe(201);
      const cookie = entered.headers.get('set-cookie') as string;
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Strict/);
      expect((await signIn(token)).status).toBe(401);
      const headers = { cookie: cookie.split(';', 1)[0] as string };
      const session = (await (await call('GET', '/v1/session', headers)).json()) as Session;
      expect(session).toMatchObject({ workspace: { slug: 'default' }, scopes: ['admin'] });
      const rename = (more: Record<string, string>) => call('PATCH', '/v1/workspace', { ...headers, ...more });
      expect((await rename({})).status).toBe(403);
      expect((await rename({ origin: 'https://elsewhere.example' })).status).toBe(403);
      expect((await rename({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await rename({ origin: grapevine.url })).status).toBe(200);
      expect((await rename({ 'sec-fetch-site': 'same-origin', origin: grapevine.url })).status).toBe(200);
      await call('DELETE', '/v1/session', { ...headers, origin: grapevine.url });
      expect((await call('GET', '/v1/session', headers)).status).toBe(401);
    });

    it('get in once by one link, however many try at the same moment', async () => {
      const token = await newLink();
      const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await signIn(token)).status));
      expect(statuses.sort()).toEqual([201, ...Array(7).fill(401)]);
    });

    it('do not get in by a link that is too old, nor stay when their session is over', async () => {
      const token = await newLink();
      await queryDatabase(grapevine.dataDir, "UPDATE sign_in_tokens SET expires_at = now() - interval '1 second'");
      const late = await signIn(token);
      expect([late.status, ((await late.json()) as Problem).detail]).toEqual([
        401,
        expect.stringContaining('npm run sign-in-link'),
      ]);
      const session = await enter();
      expect((await call('GET', '/v1/session', session)).status).toBe(200);
      await queryDatabase(grapevine.dataDir, "UPDATE sessions SET expires_at = now() - interval '1 second'");
      expect((await call('GET', '/v1/session', session)).status).toBe(401);
    });

    it('are neither signed in nor out by another site', async () => {
      const token = await newLink();
      const foreign: Record<string, string>[] = [
        { origin: 'https://elsewhere.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ];
      for (const headers of foreign) expect((await signIn(token, headers)).status).toBe(403);
      const entered = await signIn(token, { origin: grapevine.url });
      expect(entered.status).toBe(201);
      const session = { cookie: (entered.headers.get('set-cookie') ?? '').split(';', 1)[0] as string };
      for (const headers of foreign) {
        expect((await call('DELETE', '/v1/session', { ...session, ...headers })).status).toBe(403);
      }
      expect((await call('GET', '/v1/session', session)).status).toBe(200);
      const out = await call('DELETE', '/v1/session', { ...session, origin: grapevine.url });
      expect(out.headers.get('set-cookie')).toMatch(/^grapevine_session=;/);
      expect((await call('GET', '/v1/session', session)).status).toBe(401);
    });

    it('have a cookie that never travels in the clear where the page came over https', async () => {
      const plain = await signIn(await newLink());
      const secure = await signIn(await newLink(), { 'x-forwarded-proto': 'https' });
      expect(plain.headers.get('set-cookie')).not.toMatch(/Secure/);
      expect(secure.headers.get('set-cookie')).toMatch(/; Secure/);
    });

    it('leave no secret behind: links, sessions and keys are stored as hashes', async () => {
      const token = await newLink();
      const { cookie } = await enter();
      const rows = await queryDatabase(
        grapevine.dataDir,
        'SELECT keys::text FROM keys UNION SELECT s::text FROM sessions s UNION SELECT t::text FROM sign_in_tokens t',
      );
      const text = JSON.stringify(rows);
      for (const secret of [token, cookie.split('=')[1] as string, ...Object.values(keys)]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString('hex'));
        expect(grapevine.log).not.toContain(secret);
      }
    });
  });
});

const tokenOf = (stdout: string): string => /#token=(\S+)/.exec(stdout)?.[1] ?? '';

describe('npm run sign-in-link', () => {
  it(
    'makes a link while no server runs, before the first start as well, and leaves nothing running',
    async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'grapevine-link-'));
      const grapevine = await GrapevineProcess.prepare({ dataDir, environment: { GRAPEVINE_BOOTSTRAP_KEY: '' } });
      const signIn = async (token: string): Promise<number> => {
        const init = {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token }),
        };
        return (await fetch(`${grapevine.url}/v1/session`, init)).status;
      };
      const newLink = () => runCommand('sign-in-link', [], { DATA_DIR: dataDir, PORT: String(grapevine.port) });
      try {
        const first = await newLink();
        expect(first).toMatchObject({ code: 0, stderr: '' });
        await grapevine.start();
        // There is a way in already: the start prints no second one.
        expect(grapevine.log).not.toContain('#token=');
        expect(await signIn(tokenOf(first.stdout))).toBe(201);
        await grapevine.stop();
        const second = await newLink();
        expect(second).toMatchObject({ code: 0, stderr: '' });
        await grapevine.start();
        expect([await signIn(tokenOf(first.stdout)), await signIn(tokenOf(second.stdout))]).toEqual([401, 201]);
      } finally {
        await grapevine.stop();
        await rm(dataDir, { recursive: true, force: true });
      }
    },
    patience(120_000),
  );

  it('says in a sentence why it cannot', async () => {
    const wrong = await runCommand('sign-in-link', [], { DATABASE_URL: 'mysql://x', DATA_DIR: '/tmp' });
    expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('DATABASE_URL') });
    const away = await runCommand('sign-in-link', [], {
      DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:9/x',
      GRAPEVINE_SECRET: 'a secret of this test, which is long enough',
    });
    expect(away).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^No link was made\. \S/) });
    expect(wrong.stderr + away.stderr).not.toMatch(/hunter2|\n\s+at /);
  });
});
