import { GrowthQuery } from '@grapevine/contracts';
import { type CountRequest, CountTable } from '@grapevine/metrics';
import type { Logger } from '@grapevine/observability';
import type { Warehouse } from '@grapevine/warehouse';
import { describe, expect, it } from '@jest/globals';
import type { AskedWorkspace, AskedWorkspaceReader } from './asked-workspace.js';
import type { CountLineReader } from './count-lines.js';
import { GrowthService } from './growth.service.js';

const RANGE = { first: '2013-11-03', last: '2013-12-19' };
const ASKED = {
  workspace: { id: 7, dimensions: [], timeZone: 'UTC', definitionVersion: 1, activityTypes: ['message.sent'] },
  range: RANGE,
  population: {},
  asOf: Date.UTC(2014, 0, 5),
  today: '2014-01-05',
} as unknown as AskedWorkspace;

/** December's churned members; 20 is what adds up. */
const churned = (members: number): Record<string, Record<string, number>> => ({
  active_members: { '2013-11-01': 100, '2013-12-01': 120 },
  new_members: { '2013-11-01': 100, '2013-12-01': 40 },
  retained_members: { '2013-12-01': 80 },
  churned_members: { '2013-12-01': members },
});

/** Growth whose counts are those, at each reading and from sets alone; with what it logs as errors. */
async function answer(readings: readonly number[], fromSets: number) {
  let reading = 0;
  const logged: object[] = [];
  const asked: Pick<AskedWorkspaceReader, 'read'> = { read: async () => ASKED };
  const reader: Pick<CountLineReader, 'read'> = {
    read: async (_asked, requests: readonly CountRequest[], _scope, _by, from = 'anywhere') => {
      const counts = new CountTable(RANGE);
      const known = churned(from === 'sets' ? fromSets : (readings[reading++] ?? Number.NaN));
      for (const request of requests) {
        const of = (count: string) => new Map(Object.entries(known[count] ?? {}));
        counts.add(request, new Map(request.counts.map((count) => [count, of(count)])));
      }
      return [{ segment: undefined, counts }];
    },
  };
  const logger = { error: (details: object) => logged.push(details) } as unknown as Logger;
  // Neither the warehouse nor anything else of the reader is asked for growth without a breakdown.
  const service = new GrowthService({} as Warehouse, asked as AskedWorkspaceReader, reader as CountLineReader, logger);
  return { ...(await service.answer(7, GrowthQuery.parse({}))), logged };
}

describe('growth that does not add up', () => {
  it('is a flag in the row and in meta, and an error in the log', async () => {
    const { data, meta, logged } = await answer([60, 60], 60);
    expect(data.map((row) => row.identity_holds)).toEqual([true, false]);
    expect(data[1]).toMatchObject({ active: 120, new: 40, retained: 80, churned: 60, net: -20 });
    expect(meta.identity_holds).toBe(false);
    expect(logged).toEqual([expect.objectContaining({ workspace: 7, period: '2013-12', active: 120, churned: 60 })]);
  });

  it('is the same where stored numbers contradict the sets, whose numbers are told', async () => {
    const { data, meta, logged } = await answer([60, 60], 20);
    expect(data[1]).toMatchObject({ churned: 20, net: 20, identity_holds: false });
    expect(meta.identity_holds).toBe(false);
    expect(logged).toEqual([expect.objectContaining({ period: '2013-12', churned: 60 })]);
  });

  it('is asked again first, since stored counts and computed ones are of two moments', async () => {
    const { data, meta, logged } = await answer([60, 20], 999);
    expect(data[1]).toMatchObject({ churned: 20, net: 20, identity_holds: true });
    expect(meta.identity_holds).toBe(true);
    expect(logged).toEqual([]);
  });

  it('is nothing else than what adds up', async () => {
    expect((await answer([20], 999)).meta.identity_holds).toBe(true);
  });
});
