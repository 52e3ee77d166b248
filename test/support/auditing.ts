import type { Workspace } from '@grapevine/contracts';
import { expect } from '@jest/globals';
import { addWorkspace } from './add-workspace.js';
import type { ApiClient } from './api-client.js';
import type { GrapevineProcess } from './grapevine-process.js';
import { type CommandOutcome, runCommand } from './run-command.js';
import { ACTIVITY } from './wrong-numbers.js';

export interface Difference {
  readonly endpoint: string;
  readonly question: string;
  readonly place: string;
  readonly field: string;
  readonly told: number | null;
  readonly recomputed: number | null;
}

export interface Result {
  readonly numbers: number;
  readonly numbers_by_endpoint: Readonly<Record<string, number>>;
  readonly events: number;
  readonly differences: readonly Difference[];
}

/** As an operator runs it on the machine of the server; asking a sample of all that it could, so that it takes its time from no other test. */
export const audit = ({ dataDir, port }: GrapevineProcess, ...args: string[]): Promise<CommandOutcome> =>
  runCommand('audit', ['--breadth', 'sample', ...args], { DATA_DIR: dataDir, PORT: String(port) });

/** Members who are excluded, one by name and one by a platform. */
const EXCLUDED = [
  ['spammer', 'android', '2004-05-20'],
  ['tester', 'test', '2004-06-12'],
  ['tester', 'android', '2004-06-20'],
] as const;
export const LOG = [...ACTIVITY, ...EXCLUDED];
export const RANGE = 'from=2004-04-15&to=2004-06-20';

/** Half past midnight there is the evening before in UTC. */
const EVENTS = LOG.map(([member_id, platform, day]) => ({
  ...{ type: 'member.active', member_id, platform, occurred_at: `${day}T00:30:00+05:45` },
}));

/** A workspace with the log, in which some members are excluded. */
export async function workspaceOn(
  grapevine: GrapevineProcess,
  settings: object = {},
  more: readonly object[] = [],
): Promise<{ api: ApiClient; id: number }> {
  const options = { timeZone: 'Asia/Kathmandu', dimensions: ['platform'] };
  const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, options));
  await api.request('PATCH', '/v1/workspace', settings);
  await api.sendAll([...EVENTS, ...more]);
  await api.drained();
  const out = { member_ids: ['spammer'], segments: [{ dimension: 'platform', value: 'test' }], reason: 'not people' };
  expect((await api.request('POST', '/v1/exclusions', out)).status).toBe(200);
  const { id } = await api.get<Workspace>('/v1/workspace');
  return { api, id };
}

/** Always the same questions. */
export async function resultOf(grapevine: GrapevineProcess, id: number): Promise<Result & { code: number | null }> {
  const { code, stdout, stderr } = await audit(grapevine, '--workspace', String(id), '--json', '--seed', '7');
  if (stdout === '') throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as Result) };
}
