import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewDeliveries, WorkspaceEntity } from '@grapevine/database';
import { TouchLog } from '@grapevine/metrics';
import { type DeliveryFigures, noCost, Warehouse } from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPopulation } from '../../apps/api/src/query/population.js';
import { DeliverySealer } from '../../apps/api/src/sealing/delivery-sealer.js';
import type { WorkspaceMoment } from '../../apps/api/src/sealing/moment.js';

const REGISTRY = {
  id: '4f0c5ab0-0000-4000-8000-000000000000',
  hasMembers: false,
  lastMemberNumbers: new Map<number, number>(),
  bindWarehouse: async () => undefined,
};
/** One message on each of three days, on a channel of its own. */
const MESSAGES = `INSERT INTO incoming (revision, workspace, type, event_key, content_hash, occurred_at_ms, day, message_key, channel)
  SELECT 1, 1, 'message.sent', lower(hex(sipHash128(number))) AS key, key, toInt64(1386028800000) + number * 86400000,
    toDate32('2013-12-03') + number, key, concat('channel ', toString(number))
  FROM numbers(3)`;

describe('the sealer of deliveries', () => {
  let folder: string;
  let warehouse: Warehouse;
  let moment: WorkspaceMoment;
  const sealed: NewDeliveries<DeliveryFigures>[] = [];
  const stored = {
    read: async () => [],
    seal: async (_: number, periods: NewDeliveries<never>[]) => {
      sealed.push(...periods);
      return 0;
    },
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-sealer-'));
    warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, REGISTRY);
    await warehouse.execute({ name: 'messages', sql: MESSAGES, params: {} });
    const workspace = { id: 1, revision: 1, definitionVersion: 1, activityTypes: ['message.sent'], channels: {} };
    const range = { first: '2013-12-03', last: '2013-12-31' };
    const population = await readPopulation(warehouse, workspace as unknown as WorkspaceEntity);
    const today = { asOf: Date.UTC(2014, 0, 20), today: '2014-01-20', dayAgo: () => '2014-01-20' };
    const asked = { workspace: workspace as unknown as WorkspaceEntity, range, population, ...today };
    moment = { asked, range, quietSince: today.asOf, overBefore: '2014-01-18', touches: new TouchLog([]) };
  });
  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** @returns how many periods a run has sealed, and how many statements it took */
  const runOf = async (sealer: DeliverySealer): Promise<[number, number]> => {
    sealed.length = 0;
    const asker = { question: 'sealing', signal: new AbortController().signal, cost: noCost() };
    const run = { workspaceId: 1, moment: async () => moment, decisions: async () => [] };
    await warehouse.onBehalfOf(asker, () => sealer.seal(run, moment));
    return [sealed.length, asker.cost.statements];
  };

  it('computes no more than once what has too many rows to be stored', async () => {
    const [all] = await runOf(new DeliverySealer(warehouse, stored));
    // 29 days from the 3rd on, six weeks, of which the first is not whole, one month, one quarter, one year.
    expect(all).toBeGreaterThan(30);
    const sealer = new DeliverySealer(warehouse, stored, 2);
    const [some, first] = await runOf(sealer);
    const [again, second] = await runOf(sealer);
    expect([some, again]).toEqual([0, 0]);
    // What is open is looked for; nothing is computed.
    expect(second).toBeLessThan(10);
    expect(first).toBeGreaterThan(5 * second);
  });
});
