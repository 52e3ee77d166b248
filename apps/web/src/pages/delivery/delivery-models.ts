import type { DeliveryAnswer, DeliveryRow, Restatement } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import { restatedNotes } from '../../charts/frame/restated.js';
import { type ChartModel, timeModel } from '../../charts/frame/time-model.js';
import { valueWords } from '../../charts/frame/value-words.js';
import { nthColor, type Track } from '../../charts/prepare/chart-data.js';

interface Line {
  id: string;
  /** As `GET /v1/series` calls it. */
  metric: string;
  name: string;
  of(row: DeliveryRow): number | null;
}

/** What models are made of: an answer, and what became of its numbers that were sealed. */
export interface Delivered {
  answer: DeliveryAnswer;
  restatements: readonly Restatement[];
}

/** Figures of delivery as lines over time. @param unit as the API names it */
function linesModel(
  { answer: { data, meta }, restatements }: Delivered,
  lines: readonly Line[],
  { title, unit }: { title: string; unit: string },
  language: Language,
): ChartModel | undefined {
  const tracks = lines.map(
    ({ id, name, of }, index): Track => ({ id, name, color: nthColor(index), role: 'value', values: data.map(of) }),
  );
  // Nothing reported at all is said, not drawn.
  if (tracks.every(({ values }) => values.every((value) => value === null))) return undefined;
  const values = valueWords('delivery', unit, language);
  const shown = lines.map(({ id, metric, name }) => ({ metric, track: id, name, values }));
  const restated = restatedNotes(restatements, shown, meta.time_zone, language);
  return timeModel(
    { kind: 'line', title, data: { slots: data, tracks, reach: meta }, values, cut: meta, meta, restated },
    language,
  );
}

/** Delivered, read and failed as shares. */
export function ratesModel(delivered: Delivered, title: string, language: Language): ChartModel | undefined {
  const text = language.words.delivery;
  const lines: Line[] = [
    { id: 'delivery_rate', metric: 'delivery_rate', name: text.deliveryRate, of: (row) => row.delivery_rate },
    { id: 'read_rate', metric: 'read_rate', name: text.readRate, of: (row) => row.read_rate },
    { id: 'failure_rate', metric: 'failure_rate', name: text.failureRate, of: (row) => row.failure_rate },
  ];
  return linesModel(delivered, lines, { title, unit: 'ratio' }, language);
}

/** How long it took: four percentiles on a logarithmic axis. */
export function latencyModel(
  delivered: Delivered,
  from: 'sent_to_delivered' | 'delivered_to_read',
  title: string,
  language: Language,
): ChartModel | undefined {
  const latency = from === 'sent_to_delivered' ? 'delivery_latency' : 'read_latency';
  const lines = (['p50', 'p90', 'p95', 'p99'] as const).map(
    (id): Line => ({
      id,
      metric: `${latency}_${id}`,
      name: language.words.delivery.percentiles[id],
      of: (row) => row.latency[from][id],
    }),
  );
  return linesModel(delivered, lines, { title, unit: 'seconds' }, language);
}
