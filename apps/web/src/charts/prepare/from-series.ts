import type { SeriesAnswer, SeriesPoint } from '@grapevine/contracts';
import { type ChartData, nthColor, type Slot, type Track } from './chart-data.js';

/** What the rest of a breakdown is called on the wire. */
export const OTHER = '(other)';

const slotOf = ({ period, start, end, complete, sealed, maturing }: SeriesPoint): Slot => ({
  period,
  start,
  end,
  complete,
  sealed,
  maturing,
});

/**
 * A series, and beside it what it is compared with.
 * @param names of the series, and of what it is compared with.
 */
export function singleTracks({ data, meta }: SeriesAnswer, names: { value: string; compared: string }): ChartData {
  const tracks: Track[] = [
    { id: 'value', name: names.value, color: 1, role: 'value', values: data.map(({ value }) => value) },
  ];
  if (meta.compare) {
    const values = data.map(({ compare }) => compare?.value ?? null);
    tracks.push({ id: 'compared', name: names.compared, color: 'compared', role: 'compared', values });
  }
  return { slots: data.map(slotOf), tracks, reach: meta };
}

/** A breakdown: one series a segment, and the total of each period, to which they need not add up. */
export interface Segments extends ChartData {
  totals: (number | null)[];
}

/** Takes the rows of a breakdown apart, period by period and segment by segment, in the order of the answer. */
export function segmentTracks({ data, meta }: SeriesAnswer, nameOf: (segment: string) => string): Segments {
  const slots = new Map<string, SeriesPoint>();
  const values = new Map<string, Map<string, number | null>>();
  for (const point of data) {
    const segment = point.segment ?? '';
    if (!slots.has(point.period)) slots.set(point.period, point);
    const line = values.get(segment) ?? new Map<string, number | null>();
    values.set(segment, line.set(point.period, point.value));
  }
  const periods = [...slots.values()];
  const tracks = [...values].map(
    ([segment, line], index): Track => ({
      id: segment,
      name: nameOf(segment),
      color: segment === OTHER ? 'other' : nthColor(index),
      role: 'value',
      values: periods.map(({ period }) => line.get(period) ?? null),
    }),
  );
  return { slots: periods.map(slotOf), tracks, reach: meta, totals: periods.map(({ total }) => total ?? null) };
}
