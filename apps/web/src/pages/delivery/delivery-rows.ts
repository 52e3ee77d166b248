import type { DeliveryAnswer, DeliveryRow } from '@grapevine/contracts';
import { OTHER } from '../../charts/prepare/from-series.js';

/** The newest period whose figures are whole: it is over, so is the time that receipts have, and the data reaches its end. */
function newestMature({ data, meta }: DeliveryAnswer): DeliveryRow | undefined {
  const isWhole = ({ end, complete, maturing }: DeliveryRow) =>
    complete && !maturing && meta.data_through !== null && end <= meta.data_through;
  return data.findLast((row) => row.sent !== null && row.sent > 0 && isWhole(row));
}

/** The newest period that is whole; where none is, the newest of which there is anything. */
export const newestRow = (answer: DeliveryAnswer): DeliveryRow | undefined =>
  newestMature(answer) ?? answer.data.findLast(({ sent }) => sent !== null && sent > 0);

/** Until how many days after the sending receipts may come: those of the channel on which they are waited for longest. */
export const longestHorizon = ({ horizon_days: standard, channels }: DeliveryAnswer['meta']): number =>
  Math.max(standard, ...Object.values(channels).map(({ horizon_days: own }) => own ?? standard));

/** Periods whose receipts may still come. */
export const maturingRows = (rows: readonly DeliveryRow[]): DeliveryRow[] =>
  rows.filter(({ maturing, sent }) => maturing && sent !== null);

/** The segments of one period that had messages, the largest first, the rest of them last. */
export const segmentsAt = ({ data }: DeliveryAnswer, period: string): DeliveryRow[] =>
  data
    .filter((row) => row.period === period && row.segment !== undefined && (row.sent ?? 0) > 0)
    .sort((a, b) => Number(a.segment === OTHER) - Number(b.segment === OTHER) || (b.sent ?? 0) - (a.sent ?? 0));

/** A step of the funnel; the rate is that from the step before, as the API tells it: null where it is not reported. */
export interface FunnelStep {
  id: 'sent' | 'delivered' | 'read';
  value: number | null;
  rate: number | null;
}

/** Sent, delivered, read. The rates are the API's own: they leave out channels that report no receipts, or no reads. */
export function funnelSteps(row: DeliveryRow): FunnelStep[] {
  return [
    { id: 'sent', value: row.sent, rate: null },
    { id: 'delivered', value: row.delivered, rate: row.delivery_rate },
    { id: 'read', value: row.read, rate: row.read_rate },
  ];
}
