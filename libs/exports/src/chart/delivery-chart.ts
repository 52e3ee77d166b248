import type { DeliveryAnswer, DeliveryRow } from '@grapevine/contracts';
import { deliverySubject } from '../headline/delivery-headline.js';
import { filterWords } from '../headline/notes.js';
import { shortCount, shortShare } from '../headline/numbers.js';
import type { Drawn, Mark, Track } from './chart.js';
import { leftOut, marksNotes } from './period-tracks.js';

/** Segments whose steps have room for their values. */
const MOST_SEGMENTS = 3;

/** What became of the messages of one period, step by step: the one that the headline is about. */
export function deliveryChart({ data, meta }: DeliveryAnswer, workspace: string): Drawn {
  const subject = deliverySubject(data, meta);
  const rows = data.filter(({ period }) => period === subject?.period);
  const shown = rows.filter(({ segment }) => segment !== '(other)').slice(0, MOST_SEGMENTS);
  const tracks = meta.by === undefined ? funnel(shown) : grouped(shown);
  const notes = leftOut(shown.length, rows.length);
  return {
    title: `Delivery of ${workspace}${filterWords(meta)}${meta.by === undefined ? '' : ` by ${meta.by}`}`,
    periods: subject ? [subject] : [],
    plot: {
      ...{ kind: 'tracks', tracks, measure: 'count', counts: 'messages' },
      places: meta.by === undefined ? STEPS.map(({ name }) => name) : shown.map(({ segment = '' }) => segment),
      hasLegend: meta.by !== undefined,
    },
    notes: [...notes, ...marksNotes(tracks, 'not reported')],
  };
}

interface Step {
  readonly name: string;
  readonly colour: 1 | 3 | 4 | 6;
  readonly countOf: (row: DeliveryRow) => number | null;
  /** Of what it is a part, in words, and which. */
  readonly partOf: (row: DeliveryRow) => readonly [rate: number | null, of: string];
}

const STEPS: readonly Step[] = [
  { name: 'Sent', colour: 1, countOf: (row) => row.sent, partOf: () => [null, ''] },
  { name: 'Delivered', colour: 3, countOf: (row) => row.delivered, partOf: (row) => [row.delivery_rate, 'of sent'] },
  { name: 'Read', colour: 4, countOf: (row) => row.read, partOf: (row) => [row.read_rate, 'of delivered'] },
  { name: 'Failed', colour: 6, countOf: (row) => row.failed, partOf: (row) => [row.failure_rate, 'of sent'] },
];

function markOf(row: DeliveryRow, { countOf, partOf }: Step, isWhole: boolean): Mark | null {
  const value = countOf(row);
  const [rate, of] = partOf(row);
  // A status that no channel reports is not 0.
  if (value === null || (rate === null && of !== '' && value === 0)) return null;
  const part = rate === null ? '' : isWhole ? `\n${shortShare(rate)} ${of}` : `\n${shortShare(rate)}`;
  const isOpen = !row.complete || row.maturing;
  return { value, label: `${shortCount(value)}${part}`, ...(isOpen ? { open: true } : {}) };
}

/** One row: a track for each step, so that each has its colour. */
const funnel = (rows: readonly DeliveryRow[]): Track[] =>
  rows.slice(0, 1).map((row) => ({
    ...{ name: '', form: 'column', colour: 1 },
    marks: STEPS.map((step) => markOf(row, step, true)),
  }));

/** Several rows: the steps of each beside each other. */
const grouped = (rows: readonly DeliveryRow[]): Track[] =>
  STEPS.map((step) => ({
    ...{ name: step.name, form: 'column', colour: step.colour },
    marks: rows.map((row) => markOf(row, step, false)),
  }));
