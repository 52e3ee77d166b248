import type { BreadthName } from './breadth.js';
import type { Difference, Findings } from './findings.js';
import type { AuditOptions } from './options.js';

/** What an audit found, for programs. */
export interface AuditResult {
  readonly workspace: { readonly id: number; readonly slug: string };
  readonly breadth: BreadthName;
  /** Of what was drawn: the same seed, the same questions. */
  readonly seed: number;
  readonly events: number;
  readonly numbers: number;
  readonly numbers_by_endpoint: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

export function resultOf(
  workspace: { id: number; slug: string },
  { breadth, seed }: Pick<AuditOptions, 'breadth' | 'seed'>,
  events: number,
  findings: Findings,
): AuditResult {
  return {
    workspace: { id: workspace.id, slug: workspace.slug },
    ...{ breadth, seed },
    events,
    numbers: findings.total,
    numbers_by_endpoint: Object.fromEntries(findings.compared),
    differences: findings.differences,
  };
}

const grouped = (number: number): string => number.toLocaleString('en-US');
const shown = (value: Difference['told']): string => (value === undefined ? 'nothing' : String(value));

/** The same for people: what was compared, and each difference on a line. */
export function reportOf({
  workspace,
  breadth,
  seed,
  events,
  numbers,
  numbers_by_endpoint,
  differences,
}: AuditResult): string {
  const lines = differences.map(
    ({ endpoint, question, place, field, told, recomputed }) =>
      `${endpoint}?${question}  ${place} ${field}: told ${shown(told)}, recomputed ${shown(recomputed)}\n`,
  );
  const endpoints = Object.entries(numbers_by_endpoint).map(
    ([endpoint, count]) => `  ${endpoint.padEnd(20)} ${grouped(count).padStart(12)}\n`,
  );
  const { length } = differences;
  const verdict =
    length === 0 ? 'no difference' : `${grouped(length)} difference${length === 1 ? '' : 's'}, listed above`;
  return (
    `${lines.join('')}Workspace ${workspace.slug}: ${grouped(numbers)} numbers compared with a recomputation from ` +
    `${grouped(events)} events: ${verdict}.\n${endpoints.join('')}` +
    `Breadth ${breadth}; what was drawn is asked again with --seed ${seed}.\n`
  );
}
