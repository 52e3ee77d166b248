import type { AnswerMeta } from '@grapevine/contracts';

/** One place on the axis of time: a period, as every answer has it. */
export interface Slot {
  period: string;
  /** First and last local day. */
  start: string;
  end: string;
  complete: boolean;
  sealed: boolean;
  /** Of deliveries: receipts that still count may come. */
  maturing?: boolean | undefined;
}

/** First and last local day with an event; null while there is none. */
export type Reach = Pick<AnswerMeta, 'data_from' | 'data_through'>;

/** The series colours in their order, the rest of a breakdown, and what something is compared with. */
export type Color = 1 | 2 | 3 | 4 | 5 | 6 | 'other' | 'compared' | 'net';

/** The most series that a chart shows in colours of their own. */
export const MOST_COLORS = 6;

/** What a track is for: a value of its own, a value to compare it with, or the line over a stack. */
export type Role = 'value' | 'compared' | 'net';

/** One series of values, one a slot; null where there is no value, which is never a zero. */
export interface Track {
  id: string;
  name: string;
  color: Color;
  role: Role;
  values: readonly (number | null)[];
}

/** What a chart over time is made of. */
export interface ChartData {
  slots: readonly Slot[];
  tracks: readonly Track[];
  reach: Reach;
}

/** The colour of a series as a token of the style sheet. */
export const colorOf = (color: Color): string => `var(--series-${color})`;

/** The colour of the n-th of the series that have one of their own. */
export const nthColor = (index: number): Color => (Math.min(index, MOST_COLORS - 1) + 1) as Color;
