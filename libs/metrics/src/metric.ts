import type { DeliveryFiguresRow, Grain, Window } from '@grapevine/contracts';
import type { Formula } from './formulas.js';

/** A definition in the registry of metrics: all that is known about it, in one record. */
export interface Metric {
  readonly id: string;
  /** Raised whenever the same events would give another number. */
  readonly version: number;
  readonly name: string;
  readonly text: string;
  readonly unit: string;
  /** Where it is answered. */
  readonly endpoint: string;
  /** Of calendar periods; rolling windows have grain day, whichever these are. */
  readonly grains: readonly Grain[];
  readonly windows: readonly Window[];
  /** What is counted: members have the dimensions of the workspace, deliveries those of every delivery. */
  readonly subject: 'members' | 'deliveries';
  /** Whether the dimensions of the subject restrict it, or break it down as well. */
  readonly dimensions: 'by_and_filter' | 'filter';
  /** What a period gives in which nothing happened, while the workspace has data. */
  readonly emptyPeriod: string;
  /** What a request may say beyond grain, window, from and to. */
  readonly parameters: readonly string[];
  /** Periods that it looks back unless told otherwise; undefined: it has no such parameter. */
  readonly over?: number;
  /** Where the formula comes from. */
  readonly source: string;
  /** The test that holds its known answer, from the root of the repository; it says so by knownAnswersOf(). */
  readonly knownAnswer: string;
  /** How a series of members is computed; undefined for figures of deliveries and metrics that have an endpoint of their own. */
  readonly formula: Formula | undefined;
  /** Which figure of deliveries a series of it shows; undefined for all other metrics. */
  readonly figure?: DeliveryFigure;
}

type DeliveryFigure = (figures: DeliveryFiguresRow) => number | null;

/** A metric that `/v1/series` computes from counts of members, signups and invitations. */
export interface CountMetric extends Metric {
  readonly formula: Formula;
}

/** A metric of `/v1/series` that is a figure of `/v1/delivery`. */
export interface DeliveryMetric extends Metric {
  readonly figure: DeliveryFigure;
}

/** A metric that `/v1/series` answers. */
export type SeriesMetric = CountMetric | DeliveryMetric;
