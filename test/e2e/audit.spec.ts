import type { KeyList, SeriesAnswer, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { audit, LOG, RANGE, resultOf, workspaceOn } from '../support/auditing.js';
import { collegeMsgEvents, readCollegeMsg } from '../support/college-msg.js';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { describeWith, pathOf } from '../support/requirements.js';
import { type CommandOutcome, runCommand } from '../support/run-command.js';

/** Sealing looks for quiet periods every second. */
const SEALING = { GRAPEVINE_SEAL_SECONDS: '1' };

/** Waits until every month of a metric is a stored number. */
async function sealed(api: ApiClient, metric: string, range: string): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; ) {
    const { data } = await api.get<SeriesAnswer>(`/v1/series?metric=${metric}&grain=month&${range}`);
    if (data.every((point) => point.sealed)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The numbers were not sealed.');
}

describeWith(['data'], 'the audit of real messages', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: SEALING });
    const { api } = grapevine;
    await api.request('PATCH', '/v1/workspace', {
      ...{ activity_types: ['message.sent'], dimensions: ['platform'], seal_grace_hours: 0 },
    });
    await api.sendAll(collegeMsgEvents(readCollegeMsg(pathOf('data'))), 5_000, 2);
    await api.drained();
    await sealed(api, 'active_members', 'from=2004-04-15&to=2004-10-26');
  }, patience(300_000));
  afterAll(() => grapevine?.remove());

  it(
    'finds no difference, sealed numbers included, says how many it compared, and leaves no key behind',
    async () => {
      const { code, stdout, stderr } = await audit(grapevine, '--workspace', 'default');
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(
          /^Workspace default: \d{2,3},\d{3} numbers compared with a recomputation from 59,835 events: no difference\.\n/,
        ),
      });
      for (const endpoint of ['/v1/series', '/v1/growth', '/v1/retention', '/v1/power-curve', '/v1/delivery']) {
        expect(stdout).toMatch(new RegExp(`${endpoint} +[1-9][\\d,]+\\n`));
      }
      expect(stderr).not.toMatch(/\n\s+at /);
      const { data } = await grapevine.api.get<KeyList>('/v1/keys');
      expect(data.map(({ name }) => name)).toEqual(['bootstrap']);
    },
    patience(300_000),
  );
});

describe('the audit of a log that nobody has touched', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: SEALING });
  }, 120_000);
  afterAll(() => grapevine?.remove());

  it(
    'finds nothing, and names a stored number that somebody changes then',
    async () => {
      const { api, id } = await workspaceOn(grapevine, { seal_grace_hours: 0 });
      await sealed(api, 'signups', RANGE);
      await sealed(api, 'active_members', RANGE);
      const clean = await resultOf(grapevine, id);
      expect(clean).toMatchObject({ code: 0, differences: [], events: LOG.length });
      expect(clean.numbers).toBeGreaterThan(1_000);
      const changed = await queryDatabase(
        grapevine.dataDir,
        `UPDATE sealed_points SET value = value + 7
       WHERE workspace_id = $1 AND metric = 'active_members' AND grain = 'month' AND end_day = '2004-05-31' RETURNING 1`,
        [id],
      );
      expect(changed).toHaveLength(1);
      const { code, stdout } = await audit(grapevine, '--workspace', String(id));
      expect(code).toBe(1);
      expect(stdout.split('\n')[0]).toMatch(
        /^\/v1\/series\?metric=active_members&grain=month&window=calendar&from=2004-04-01&to=2004-06-30\S* {2}2004-05 value: told 10, recomputed 3$/,
      );
      expect(stdout).toMatch(/ events: \d+ differences?, listed above\.\n/);
    },
    patience(300_000),
  );

  it(
    'of a workspace without events compares nothing; a key of the environment does, of the right workspace only',
    async () => {
      const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
      const { id } = await api.get<Workspace>('/v1/workspace');
      expect(await resultOf(grapevine, id)).toMatchObject({ code: 0, events: 0, differences: [] });
      const withKey = (...args: string[]) =>
        runCommand('audit', ['--breadth', 'sample', '--url', grapevine.url, ...args], { GRAPEVINE_KEY: api.key });
      expect(await withKey('--workspace', String(id))).toMatchObject({ code: 0 });
      expect(await withKey('--workspace', String(id + 1_000))).toMatchObject({
        ...{ code: 2, stdout: '', stderr: expect.stringContaining('GRAPEVINE_KEY is a key of the workspace test-') },
      });
    },
    patience(120_000),
  );

  it('says in a sentence why it cannot be done, and exits with 2', async () => {
    const fails = async (outcome: Promise<CommandOutcome>, reason: string) => {
      const { code, stdout, stderr } = await outcome;
      expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(reason) });
      expect(stderr).not.toMatch(/^\s+at /m);
    };
    await fails(audit(grapevine), 'Say which workspace');
    await fails(audit(grapevine, '--workspace', 'nowhere'), 'There is no workspace nowhere.');
    const away = ['--workspace', 'default', '--url', 'http://127.0.0.1:9'];
    await fails(audit(grapevine, ...away), 'No server answers at http://127.0.0.1:9.');
    await fails(
      runCommand('audit', ['--workspace', 'default'], { DATA_DIR: '/tmp/nothing-here' }),
      'No server runs on',
    );
    await fails(runCommand('audit', [], { GRAPEVINE_KEY: 'gv_nobody', PORT: '1' }), 'The audit could not be done.');
    const refused = runCommand('audit', ['--url', grapevine.url], { GRAPEVINE_KEY: 'gv_nobody' });
    await fails(refused, 'answered 401');
    expect(await audit(grapevine, '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--workspace W'),
    });
  }, 60_000);
});
