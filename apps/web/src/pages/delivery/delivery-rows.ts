import type { DeliveryAnswer, DeliveryRow } from '@grapevine/contracts';

/** The newest period whose figures will not move by themselves: it is over, and so is the time that receipts have. */
export function newestMature(rows: readonly DeliveryRow[]): DeliveryRow | undefined {
  return rows.findLast(({ sent, complete, maturing }) => sent !== null && sent > 0 && complete && !maturing);
}

/** The newest of which there is anything, where none is mature. */
export const newestRow = (rows: readonly DeliveryRow[]): DeliveryRow | undefined =>
  newestMature(rows) ?? rows.findLast(({ sent }) => sent !== null && sent > 0);

/** Periods whose receipts may still come. */
export const maturingRows = (rows: readonly DeliveryRow[]): DeliveryRow[] =>
  rows.filter(({ maturing, sent }) => maturing && sent !== null);

/** The segments of one period, in the order of the answer. */
export const segmentsAt = ({ data }: DeliveryAnswer, period: string): DeliveryRow[] =>
  data.filter((row) => row.period === period && row.segment !== undefined);

/** A step of the funnel; the rate is that from the step before, as the API tells it: null where it is not reported. */
export interface FunnelStep {
  id: 'sent' | 'delivered' | 'read';
  value: number | null;
  rate: number | null;
}

/** Sent, delivered, read. The rates are the API's own: they leave out channels that report no receipts. */
export function funnelSteps(row: DeliveryRow): FunnelStep[] {
  return [
    { id: 'sent', value: row.sent, rate: null },
    { id: 'delivered', value: row.delivered, rate: row.delivery_rate },
    { id: 'read', value: row.read, rate: row.read_rate },
  ];
}
