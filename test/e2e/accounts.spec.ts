import type { PersonList, Session, SignInLink } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { Person } from '../support/person.js';

const ANN = { email: 'ann@example.org', password: 'a long enough password' };

describe('people with email and password', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
  }, 120_000);
  afterAll(() => grapevine?.remove());

  const newPerson = (): Person => new Person(grapevine.url);
  const byLink = async (): Promise<Person> => {
    const { body } = await grapevine.api.request<SignInLink>('POST', '/v1/sign-in-links');
    const person = newPerson();
    expect((await person.signIn({ token: body.token })).status).toBe(201);
    return person;
  };
  const isIn = async (person: Person): Promise<boolean> => (await person.ask('GET', '/v1/session')).status === 200;
  const forgetTries = () => queryDatabase(grapevine.dataDir, 'DELETE FROM sign_in_attempts');
  const people = async () => (await grapevine.api.get<PersonList>('/v1/people')).data;

  it('come by a one-time link, and set what they sign in with from then on', async () => {
    const ann = await byLink();
    expect((await ann.ask<Session>('GET', '/v1/session')).body.person).toBeNull();
    const short = await ann.ask('PUT', '/v1/account', { email: 'nobody', password: 'short' });
    expect([short.status, short.body.errors?.map(({ parameter }) => parameter).sort()]).toEqual([
      422,
      ['email', 'password'],
    ]);
    expect((await ann.ask('PUT', '/v1/account', { email: ANN.email })).status).toBe(422);
    const { status, body } = await ann.ask<Session>('PUT', '/v1/account', { ...ANN, email: ' Ann@Example.org' });
    expect([status, body.person?.email]).toEqual([200, ANN.email]);
    const again = newPerson();
    const entered = await again.signIn({ ...ANN, email: 'ANN@example.org' });
    expect([entered.status, entered.body.person?.email, entered.body.scopes]).toEqual([201, ANN.email, ['admin']]);
    expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect(await people()).toMatchObject([{ email: ANN.email }]);
    const other = await byLink();
    expect((await other.ask('PUT', '/v1/account', ANN)).status).toBe(409);
  });

  it('leave no password behind: what is stored is argon2id, and the log has neither', async () => {
    const [row] = await queryDatabase(grapevine.dataDir, 'SELECT password_hash FROM people');
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(row) + grapevine.log).not.toContain(ANN.password);
    expect(grapevine.log).not.toContain(ANN.email);
  });

  it('are told the same for a wrong password and for an email that nobody has', async () => {
    const wrong = await newPerson().signIn({ ...ANN, password: 'another long password' });
    const unknown = await newPerson().signIn({ ...ANN, email: 'nobody@example.org' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body).toEqual(unknown.body);
    expect((await newPerson().ask('POST', '/v1/session', { email: ANN.email })).status).toBe(422);
    await forgetTries();
  });

  it('are not signed in by another site', async () => {
    expect((await newPerson().ask('POST', '/v1/session', ANN, 'https://elsewhere.example')).status).toBe(403);
    const ann = newPerson();
    await ann.signIn(ANN);
    expect((await ann.ask('PUT', '/v1/account', ANN, 'https://elsewhere.example')).status).toBe(403);
  });

  it('may try ten times in a quarter of an hour, whether there is such an account or not; others are not kept out', async () => {
    for (const email of [ANN.email, 'nobody@example.org']) {
      const tries = await Promise.all(
        Array.from({ length: 12 }, () => newPerson().signIn({ email, password: 'guess of a password' })),
      );
      expect(tries.map(({ status }) => status).sort()).toEqual([...Array(10).fill(401), 429, 429]);
    }
    const refused = await newPerson().ask('POST', '/v1/session', ANN);
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_attempts']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
    const bob = await byLink();
    expect(
      (await bob.ask('PUT', '/v1/account', { email: 'bob@example.org', password: 'another password' })).status,
    ).toBe(200);
    expect((await newPerson().signIn({ email: 'bob@example.org', password: 'another password' })).status).toBe(201);
    // A quarter of an hour later.
    await queryDatabase(grapevine.dataDir, "UPDATE sign_in_attempts SET since = since - interval '16 minutes'");
    expect((await newPerson().signIn(ANN)).status).toBe(201);
    await forgetTries();
  });

  it('may try thirty times from one address, whatever accounts', async () => {
    const tries = await Promise.all(
      Array.from({ length: 33 }, (_, i) => newPerson().signIn({ email: `${i}@example.org`, password: 'guess' })),
    );
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(3);
    expect((await newPerson().signIn(ANN)).status).toBe(429);
    await forgetTries();
  });

  it('change their password by telling the present one, which ends their other sessions', async () => {
    const [here, there] = [newPerson(), newPerson()];
    for (const one of [here, there]) await one.signIn(ANN);
    const change = { password: 'quite another password' };
    expect((await here.ask('PUT', '/v1/account', { ...change, current_password: 'wrong' })).status).toBe(403);
    expect((await here.ask('PUT', '/v1/account', change)).status).toBe(403);
    expect((await here.ask('PUT', '/v1/account', { ...change, current_password: ANN.password })).status).toBe(200);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    expect((await newPerson().signIn(ANN)).status).toBe(401);
    expect((await newPerson().signIn({ ...ANN, ...change })).status).toBe(201);
    await here.ask('PUT', '/v1/account', { password: ANN.password, current_password: change.password });
  });

  it('sign out everywhere, and are out when they are removed', async () => {
    const [here, there, bob] = [newPerson(), newPerson(), newPerson()];
    for (const one of [here, there]) await one.signIn(ANN);
    await bob.signIn({ email: 'bob@example.org', password: 'another password' });
    expect((await here.ask('POST', '/v1/session/end-all')).status).toBe(204);
    expect([await isIn(here), await isIn(there), await isIn(bob)]).toEqual([false, false, true]);
    const all = await people();
    const first = await grapevine.api.get<PersonList>('/v1/people?limit=1');
    expect(first).toEqual({ data: all.slice(0, 1), next: all[0]?.id });
    const rest = await grapevine.api.get<PersonList>(`/v1/people?after=${first.next}`);
    expect(rest).toEqual({ data: all.slice(1), next: null });
    const id = all.find(({ email }) => email === 'bob@example.org')?.id;
    expect((await grapevine.api.request('DELETE', `/v1/people/${id}`)).status).toBe(204);
    expect(await isIn(bob)).toBe(false);
    expect((await grapevine.api.request('DELETE', `/v1/people/${id}`)).status).toBe(404);
  });

  it('are people: a key has no session, no account and no other workspace', async () => {
    for (const route of ['POST /v1/session/end-all', 'PUT /v1/account']) {
      const [method = '', path = ''] = route.split(' ');
      expect([route, (await grapevine.api.request(method, path, {})).status]).toEqual([route, 403]);
    }
    expect((await newPerson().ask('PUT', '/v1/account', ANN)).status).toBe(401);
  });
});
