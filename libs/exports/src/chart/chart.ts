import type { Days } from '../headline/period-words.js';

/** A value in a chart. */
export interface Mark {
  readonly value: number;
  /** What is written beside it. */
  readonly label?: string;
  /** Not that of its whole period: drawn hollow, and a line to it dashed. */
  readonly open?: boolean;
}

/** Marks of one kind; null is a gap. */
export interface Track {
  readonly name: string;
  readonly form: 'line' | 'column' | 'stacked';
  readonly colour: Colour;
  readonly marks: readonly (Mark | null)[];
}

/** One of the series' colours, the one of what all segments have in common, or that of what went away. */
export type Colour = 1 | 2 | 3 | 4 | 5 | 6 | 'net' | 'lost';

/** How values of an axis are written. */
export type Measure = 'count' | 'share' | 'quotient' | 'duration';

/** Tracks over periods, or other things that stand in a row. */
export interface TrackPlot {
  readonly kind: 'tracks';
  /** What is written under each place; '' where there is no room. */
  readonly places: readonly string[];
  readonly tracks: readonly Track[];
  readonly measure: Measure;
  /** What the value axis counts; '' where its numbers say so. */
  readonly counts: string;
  /** Whether the names of its tracks are written above it. */
  readonly hasLegend: boolean;
}

/** Shares in rows and columns; null is not known. */
export interface HeatPlot {
  readonly kind: 'heat';
  readonly rows: readonly { readonly name: string; readonly shares: readonly (number | null)[] }[];
  readonly columns: readonly string[];
  /** What the columns are. */
  readonly counts: string;
}

/** A picture of an answer, as a description: what is drawn, and every word that is written. */
export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly plot: TrackPlot | HeatPlot;
  /** What must be known to read it. */
  readonly notes: readonly string[];
  readonly footer: string;
}

/** What a kind of question gives of its picture. */
export type Drawn = Pick<Chart, 'title' | 'plot' | 'notes'> & { readonly periods: readonly Days[] };
