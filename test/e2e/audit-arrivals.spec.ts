import type { Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { randomDeliveries } from '../support/random-deliveries.js';
import { randomLog } from '../support/random-log.js';
import { runCommand } from '../support/run-command.js';

const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? Date.now() % 1_000_000);

/** Over the night in which clocks there went back at 00:01: some signups are on the day after their first message. */
const COURSE = {
  ...{ timeZone: 'America/St_Johns', from: '2009-09-20', until: '2009-11-20', emptyMonths: [] },
  notableDays: ['2009-11-01'],
};

/** Channels with a shorter horizon, and without receipts. */
const CHANNELS = { sms: { horizon_days: 3 }, push: { receipts: false } };

describe('the audit of a log with invitations, signups and messages', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    process.stderr.write(`audit of arrivals: GRAPEVINE_TEST_SEED=${SEED}\n`);
    grapevine = await GrapevineProcess.start();
  }, patience(120_000));

  afterAll(() => grapevine?.remove());

  it(
    'recomputes how people came and whether they began, and what became of messages',
    async () => {
      const { events, late } = randomLog({ seed: SEED, events: 2_000, ...COURSE });
      const settings = { timeZone: COURSE.timeZone, dimensions: ['platform'] };
      const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, settings));
      await api.request('PATCH', '/v1/workspace', { channels: CHANNELS });
      await api.sendAll([...events, ...late], 300);
      await api.sendAll(randomDeliveries(SEED, 300, Date.UTC(2009, 8, 20)));
      await api.drained();
      const exclusion = {
        member_ids: ['+49 151 1', 'sender 2'],
        segments: [{ dimension: 'platform', value: 's40' }],
        reason: 'a test',
      };
      expect((await api.request('POST', '/v1/exclusions', exclusion)).status).toBe(200);
      const activated = await api.values({ metric: 'activation_28d', grain: 'year' });
      expect(activated['2009']).toBeGreaterThan(0);
      const { id } = await api.get<Workspace>('/v1/workspace');
      const args = ['--workspace', String(id), '--breadth', 'sample', '--seed', String(SEED), '--json'];
      const environment = { DATA_DIR: grapevine.dataDir, PORT: String(grapevine.port) };
      const { code, stdout, stderr } = await runCommand('audit', args, environment);
      if (stdout === '') throw new Error(stderr);
      expect({ code, differences: JSON.parse(stdout).differences.slice(0, 5) }).toEqual({ code: 0, differences: [] });
    },
    patience(300_000),
  );
});
