import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Status, Workspace } from '@grapevine/contracts';
import { DEMO, DEMO_EVENTS, simulate, type WireEvent } from '@grapevine/simulator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addKey } from '../support/add-key.js';
import type { ApiClient } from '../support/api-client.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { NAIVE_PERIODS } from '../support/naive-calendar.js';
import { readNaiveLog } from '../support/naive-log.js';
import { patience } from '../support/patience.js';
import { Person } from '../support/person.js';
import { runCommand } from '../support/run-command.js';

const ENOUGH = 12_000;
const ON = { GRAPEVINE_DEMO: 'on', GRAPEVINE_BOOTSTRAP_KEY: '' };

describe('the demo of a first start', () => {
  let dataDir: string;
  let grapevine: GrapevineProcess;
  let demo: ApiClient;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'grapevine-demo-'));
    grapevine = await GrapevineProcess.start({ dataDir, environment: ON });
    demo = grapevine.api.as(await addKey(dataDir, 'demo'));
  }, patience(60_000));
  afterAll(async () => {
    await grapevine?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const filledTo = async (sent: number): Promise<Status> => {
    for (const deadline = Date.now() + patience(60_000); Date.now() < deadline; ) {
      const status = await demo.status();
      if ((status.filling?.sent ?? DEMO_EVENTS) >= sent) return status;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`The demo is not filled:\n${grapevine.log}`);
  };

  it(
    'goes on after a kill, sends nothing that counts twice, and stops where it is told to',
    async () => {
      expect((await filledTo(ENOUGH)).filling?.total).toBe(DEMO_EVENTS);
      await grapevine.kill();
      await grapevine.start();
      await filledTo(2 * ENOUGH);
      await grapevine.stop();
      const silent = await GrapevineProcess.start({
        dataDir,
        port: grapevine.port,
        environment: { GRAPEVINE_DEMO: 'off' },
      });
      grapevine = silent;
      const { filling, events } = await demo.drained();
      const sent = filling?.sent ?? 0;
      const log = first(sent);
      const known = readNaiveLog(log, {
        timeZone: 'UTC',
        activityTypes: ['member.active', 'message.sent', 'message.read'],
      });
      const monthOf = NAIVE_PERIODS.month as (day: string) => string;
      const months = [...new Set(known.activity.map(({ day }) => monthOf(day)))];
      const membersIn = (month: string): number =>
        new Set(known.activity.filter(({ day }) => monthOf(day) === month).map(({ member }) => member)).size;
      const counted = await demo.values({ metric: 'active_members', from: DEMO.startDay, to: '2013-12-31' });
      const expected = Object.fromEntries(months.map((month) => [month, membersIn(month)]));
      expect(Object.fromEntries(Object.entries(counted).filter(([month]) => month in expected))).toEqual(expected);
      // At most the chunk that the kill cut off came twice.
      expect(events.accepted - sent).toBeLessThanOrEqual(2_000);
    },
    patience(150_000),
  );

  it('says of itself that it is simulated, and is what a person sees first while there is nothing else', async () => {
    expect(await demo.get<Workspace>('/v1/workspace')).toMatchObject({ slug: 'demo', simulated: true });
    const environment = { DATA_DIR: dataDir, PORT: String(grapevine.port), GRAPEVINE_DEMO: 'off' };
    const { stdout } = await runCommand('sign-in-link', [], environment);
    const person = new Person(grapevine.url);
    const seen = async (slug?: string) => person.lookingAt(slug).ask<Workspace>('GET', '/v1/workspace');
    const { body: session } = await person.signIn({ token: /#token=(\S+)/.exec(stdout)?.[1] ?? '' });
    expect(session.workspace).toMatchObject({ slug: 'demo', simulated: true, has_events: true });
    expect(session.workspaces.map(({ slug }) => slug)).toEqual(['default', 'demo']);
    expect((await seen()).body).toMatchObject({ slug: 'demo' });
    expect((await seen('default')).body).toMatchObject({ slug: 'default', simulated: false });
    // What one window looks at is nothing to another.
    expect((await seen()).body).toMatchObject({ slug: 'demo' });
    expect((await seen('nobodys')).status).toBe(404);
    // A key has one workspace.
    const named = async (slug: string) => {
      const headers = { authorization: `Bearer ${demo.key}`, 'grapevine-workspace': slug };
      return (await fetch(`${grapevine.url}/v1/workspace`, { headers })).status;
    };
    expect([await named('demo'), await named('default')]).toEqual([200, 404]);
  });
});

/** The first events of the demo's log. */
function first(count: number): WireEvent[] {
  const events: WireEvent[] = [];
  for (const event of simulate(DEMO)) {
    if (events.length === count) break;
    events.push(event);
  }
  return events;
}
