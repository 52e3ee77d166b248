import type { DeliveryAnswer, DeliveryRow } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import { type ChartModel, timeModel } from '../../charts/frame/time-model.js';
import { valueWords } from '../../charts/frame/value-words.js';
import { nthColor, type Track } from '../../charts/prepare/chart-data.js';

interface Line {
  id: string;
  name: string;
  of(row: DeliveryRow): number | null;
}

/** Figures of delivery as lines over time. @param unit as the API names it */
function linesModel(
  { data, meta }: DeliveryAnswer,
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
  return timeModel(
    { kind: 'line', title, data: { slots: data, tracks, reach: meta }, values, cut: meta, meta },
    language,
  );
}

/** Delivered, read and failed as shares. */
export function ratesModel(answer: DeliveryAnswer, title: string, language: Language): ChartModel | undefined {
  const text = language.words.delivery;
  const lines: Line[] = [
    { id: 'delivery_rate', name: text.deliveryRate, of: (row) => row.delivery_rate },
    { id: 'read_rate', name: text.readRate, of: (row) => row.read_rate },
    { id: 'failure_rate', name: text.failureRate, of: (row) => row.failure_rate },
  ];
  return linesModel(answer, lines, { title, unit: 'ratio' }, language);
}

/** How long it took: four percentiles on a logarithmic axis. */
export function latencyModel(
  answer: DeliveryAnswer,
  from: 'sent_to_delivered' | 'delivered_to_read',
  title: string,
  language: Language,
): ChartModel | undefined {
  const lines = (['p50', 'p90', 'p95', 'p99'] as const).map(
    (id): Line => ({ id, name: language.words.delivery.percentiles[id], of: (row) => row.latency[from][id] }),
  );
  return linesModel(answer, lines, { title, unit: 'seconds' }, language);
}
