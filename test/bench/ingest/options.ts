import { parseArgs } from 'node:util';
import type { Order } from './events.js';

export const PROFILES = ['embedded', 'servers'] as const;
export type Profile = (typeof PROFILES)[number];

export interface BenchOptions {
  readonly seconds: number;
  readonly profiles: readonly Profile[];
  readonly order: Order;
  readonly json: string | undefined;
  readonly cpuProfile: string | undefined;
  readonly naive: boolean;
  /** Statuses of messages and nothing else, in batches: for bench:delivery. */
  readonly deliveriesOnly?: boolean;
}

export const USAGE = `npm run bench:ingest [-- options]

  --seconds N                       of each load (default 60; 10 for a first look)
  --profile embedded|servers|both   embedded engines; PostgreSQL and Redis started apart; or one after the other (default)
  --order random|time               events scattered over the 30 days (default, the harder one), or following each other in time
  --json FILE                       the results as JSON as well
  --cpu-prof FOLDER                 a CPU profile of the server, for Chrome's developer tools
  --no-naive                        without the naive way
`;

/** @throws Error naming the option that is wrong */
export function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      profile: { type: 'string', default: 'both' },
      order: { type: 'string', default: 'random' },
      json: { type: 'string' },
      'cpu-prof': { type: 'string' },
      'no-naive': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const seconds = Number(values.seconds);
  if (!(seconds >= 1 && seconds <= 3600)) throw new Error('--seconds must lie between 1 and 3600.');
  const profiles = PROFILES.filter((profile) => values.profile === profile || values.profile === 'both');
  if (profiles.length === 0) throw new Error('--profile must be embedded, servers or both.');
  if (values.order !== 'random' && values.order !== 'time') throw new Error('--order must be random or time.');
  return {
    seconds,
    profiles,
    order: values.order,
    json: values.json,
    cpuProfile: values['cpu-prof'],
    naive: !values['no-naive'],
  };
}
