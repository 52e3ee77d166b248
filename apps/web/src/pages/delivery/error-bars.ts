import type { DeliveryRow } from '@grapevine/contracts';
import { nthColor } from '../../charts/prepare/chart-data.js';
import { OTHER, type Segments } from '../../charts/prepare/from-series.js';

/** The failed messages of one period by error code, largest first. A delivery has one code, so the segments add up. */
export function errorBars(rows: readonly DeliveryRow[], nameOf: (code: string) => string): Segments {
  const sorted = [...rows].sort(
    (a, b) => Number(a.segment === OTHER) - Number(b.segment === OTHER) || (b.failed ?? 0) - (a.failed ?? 0),
  );
  return {
    slots: sorted.slice(0, 1),
    tracks: sorted.map(({ segment = '', failed }, index) => ({
      id: segment,
      name: nameOf(segment),
      color: segment === OTHER ? 'other' : nthColor(index),
      role: 'value',
      values: [failed],
    })),
    totals: [sorted.reduce((sum, { failed }) => sum + (failed ?? 0), 0)],
    reach: { data_from: null, data_through: null },
  };
}
