import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CreatedKey, Scope, Session } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GrapevineProcess } from '../support/grapevine-process.js';

const SIGN_IN_LINK = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'api', 'src', 'commands', 'sign-in-link.js');

/** Every route behind a key, with the scope that it needs. */
const ROUTES: readonly [string, string, Scope][] = [
  ['POST', '/v1/events', 'ingest'],
  ['GET', '/v1/series?metric=active_members', 'read'],
  ['GET', '/v1/metrics', 'read'],
  ['GET', '/v1/status', 'read'],
  ['GET', '/v1/workspace', 'read'],
  ['GET', '/v1/session', 'read'],
  ['PATCH', '/v1/workspace', 'admin'],
  ['GET', '/v1/keys', 'admin'],
  ['POST', '/v1/keys', 'admin'],
  ['DELETE', '/v1/keys/00000000-0000-4000-8000-000000000000', 'admin'],
  ['GET', '/v1/dead-letters', 'admin'],
  ['POST', '/v1/dead-letters/replay', 'admin'],
];

describe('who may do what', () => {
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

  const call = (method: string, path: string, headers: Record<string, string>): Promise<Response> =>
    fetch(grapevine.url + path, {
      method,
      headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(method === 'POST' || method === 'PATCH' ? { body: '{}' } : {}),
    });

  it.each(ROUTES)('%s %s lets in who has the scope, and nobody else', async (method, path, needed) => {
    expect((await call(method, path, {})).status).toBe(401);
    expect((await call(method, path, { authorization: 'Bearer gv_nobody' })).status).toBe(401);
    for (const [scope, key] of Object.entries(keys)) {
      const { status } = await call(method, path, { authorization: `Bearer ${key}` });
      if (scope === needed || scope === 'admin') expect([401, 403, 500]).not.toContain(status);
      else expect(status).toBe(403);
    }
  });

  it('tells anybody only whether it lives, is ready, and how it does', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect((await call('GET', path, {})).status).toBe(200);
    expect(await (await call('GET', '/metrics', {})).text()).toContain('grapevine_pending_events 0');
  });

  describe('people', () => {
    const newLink = async (): Promise<string> => {
      const { stdout } = await promisify(execFile)(process.execPath, [SIGN_IN_LINK], {
        env: { ...process.env, DATA_DIR: grapevine.dataDir, PORT: String(grapevine.port) },
      });
      return /#token=(\S+)/.exec(stdout)?.[1] as string;
    };
    const signIn = (token: string): Promise<Response> =>
      fetch(`${grapevine.url}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });

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
  });
});
