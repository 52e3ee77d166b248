import type { GrowthRow } from '@grapevine/contracts';
import type { Track } from '../../charts/prepare/chart-data.js';

type Names = Record<'new' | 'resurrected' | 'churned' | 'net', string>;

/** Growth accounting as a stack: who comes above zero, who goes below it, and the difference as a line. */
export function growthTracks(rows: readonly GrowthRow[], names: Names): Track[] {
  return [
    { id: 'new', name: names.new, color: 1, role: 'value', values: rows.map((row) => row.new) },
    { id: 'resurrected', name: names.resurrected, color: 3, role: 'value', values: rows.map((row) => row.resurrected) },
    {
      id: 'churned',
      name: names.churned,
      color: 6,
      role: 'value',
      values: rows.map(({ churned }) => (churned === null ? null : 0 - churned)),
    },
    { id: 'net', name: names.net, color: 'net', role: 'net', values: rows.map((row) => row.net) },
  ];
}
