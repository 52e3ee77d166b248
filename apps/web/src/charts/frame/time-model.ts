import type { Language } from '../../app/language/language.js';
import type { Writing } from '../prepare/arrange.js';
import type { Color, Slot } from '../prepare/chart-data.js';
import { type Drawing, prepareDrawing, stateAt, withoutBefore } from '../prepare/drawing.js';
import { neighbours } from '../prepare/neighbours.js';
import type { TableModel } from '../prepare/table.js';
import { peakIndex } from '../prepare/value-labels.js';
import { periodName, periodTicks } from './period-name.js';
import { notesAt } from './restated.js';
import type { RestatedMark } from './restated-marks.js';
import { stateWords } from './state-words.js';
import { timeTable } from './time-table.js';
import type { TimeWishes } from './time-wishes.js';

/** One line of what is said about a period. */
export interface SpokenRow {
  /** Of which series, where there are several. */
  name?: string | undefined;
  color?: Color | undefined;
  value: string;
  detail?: string | undefined;
}

/** What is said about one period, in words; the tooltip, the screen reader and the table say the same. */
export interface SlotWords {
  title: string;
  rows: SpokenRow[];
  notes: string[];
}

/** A chart, ready to be framed and drawn: decisions and words, nothing of the screen. */
export interface ChartModel {
  drawing: Drawing;
  writing: Writing;
  /** The chart in one sentence, for who does not see it. */
  summary: string;
  wordsAt(index: number): SlotWords;
  /** Stands under the chart, about the period of the cursor; without one about the newest that is settled. */
  footAt?: ((index: number) => string | undefined) | undefined;
  table: TableModel;
  /** The periods of an axis of time: notes on days stand on them. */
  slots?: readonly Slot[] | undefined;
  /** The numbers that were restated. */
  restated?: readonly RestatedMark[] | undefined;
  /** How it is moved through by keys: what an arrow key steps over. */
  howTo: string;
}

/** A chart over time. @returns undefined when there is no period to show */
export function timeModel(wishes: TimeWishes, language: Language): ChartModel | undefined {
  const data = withoutBefore(wishes.data);
  const skipped = wishes.data.slots.length - data.slots.length;
  if (data.slots.length === 0) return undefined;
  const asked = {
    ...wishes,
    data,
    comparedNames: wishes.comparedNames?.slice(skipped),
    totals: wishes.totals?.slice(skipped),
    alsoInTable: wishes.alsoInTable?.map(({ track, write }) => ({
      track: { ...track, values: track.values.slice(skipped) },
      write,
    })),
  };
  const { kind, values, cut, footAt } = asked;
  const drawing = prepareDrawing(kind, data, values.measure);
  return {
    drawing,
    writing: {
      unit: values.axisTitle,
      axis: values.axis,
      short: values.short,
      soFar: language.words.chart.soFarLabel,
      ticks: (most) => periodTicks(data.slots, cut, most, language),
    },
    summary: summaryWords(asked, drawing, language),
    wordsAt: (index) => slotWords(asked, index, language),
    footAt: footAt && ((index) => footAt(index + skipped)),
    table: timeTable(asked, language),
    slots: data.slots,
    restated: marksOf(asked),
    howTo: language.words.chart.howTo,
  };
}

function slotWords(asked: TimeWishes, index: number, language: Language): SlotWords {
  const { data, cut, meta } = asked;
  const { format, say, words } = language;
  const slot = data.slots[index];
  if (!slot) return { title: '', rows: [], notes: [] };
  const main = data.tracks.filter(({ role }) => role !== 'compared');
  const value = main.find(({ values }) => values[index] != null)?.values[index] ?? null;
  const state = say(words.state.asOf, {
    state: stateWords({ ...slot, value }, meta, language),
    instant: format.instant(meta.as_of, meta.time_zone),
  });
  const rows = main.length === 1 ? singleRows(asked, index, language) : partRows(asked, index, language);
  return { title: periodName(slot, cut, language), rows, notes: [...notesAt(asked.restated, slot.period), state] };
}

function marksOf({ data: { slots, tracks }, restated = [] }: TimeWishes): RestatedMark[] {
  return restated.flatMap((note) => {
    const index = slots.findIndex(({ period }) => period === note.period);
    const track = tracks.findIndex(({ id }) => id === note.track);
    return index < 0 ? [] : [{ index, track: track < 0 ? undefined : track }];
  });
}

function singleRows(asked: TimeWishes, index: number, language: Language): SpokenRow[] {
  const { data, values, cut, comparedNames } = asked;
  const { words, say } = language;
  const [track] = data.tracks;
  const slot = data.slots[index];
  if (!track || !slot) return [];
  const value = track.values[index] ?? null;
  const compared = data.tracks.find(({ role }) => role === 'compared');
  const written = value === null ? (asked.missing ?? words.chart.noValue) : values.exact(value);
  const state = stateAt(slot, data.tracks, index, data.reach);
  const running = state === 'running';
  const main = running ? say(words.chart.soFar, { value: written }) : written;
  const against = (change: string | undefined, period: string) =>
    change === undefined ? undefined : say(words.chart.against, { change, month: period });
  if (!compared) {
    const before = data.slots[index - 1];
    const pair = neighbours(track.values, data.slots, index, data.reach);
    const change = pair && values.change(pair.now, pair.before);
    return [{ value: main, detail: before && against(change, periodName(before, cut, language)) }];
  }
  const other = compared.values[index] ?? null;
  // What a running period is compared with is cut to as many days; where the data ends within a period it is not.
  const isLike = value !== null && other !== null && state !== 'cut' && state !== 'maturing';
  const change = isLike ? values.change(value, other) : undefined;
  const name = comparedNames?.[index];
  return [
    { value: main, detail: name && against(change, name) },
    {
      name: name ?? compared.name,
      color: 'compared',
      value: other === null ? words.chart.noValue : values.exact(other),
    },
  ];
}

function partRows({ data, values, totals }: TimeWishes, index: number, { words, format, say }: Language): SpokenRow[] {
  const total = totals?.[index] ?? null;
  return data.tracks.map((track) => {
    const value = track.values[index] ?? null;
    const share = values.measure === 'count' && value !== null && total ? format.percent(value / total) : undefined;
    // Of a breakdown the change, too: parts of one thing say how it came about by themselves.
    const pair = totals && neighbours(track.values, data.slots, index, data.reach);
    const change = pair && values.difference(pair.now - pair.before);
    return {
      name: track.name,
      color: track.color,
      value: value === null ? words.chart.noValue : values.cell(value),
      detail: [share && say(words.chart.ofTotal, { share }), change].filter(Boolean).join(', ') || undefined,
    };
  });
}

function summaryWords({ title, data, values, cut }: TimeWishes, drawing: Drawing, language: Language): string {
  const { words, say } = language;
  const first = data.slots[0];
  const last = data.slots.at(-1);
  if (!first || !last) return title;
  const range = { title, from: periodName(first, cut, language), to: periodName(last, cut, language) };
  if (data.tracks.length > 1) {
    return say(words.chart.aboutMany, { ...range, names: data.tracks.map(({ name }) => name).join(', ') });
  }
  const peak = peakIndex(drawing);
  const slot = peak === undefined ? undefined : data.slots[peak];
  const highest = peak === undefined ? null : (data.tracks[0]?.values[peak] ?? null);
  if (!slot || highest === null) return say(words.chart.aboutNone, range);
  return say(words.chart.about, { ...range, peak: values.exact(highest), peakMonth: periodName(slot, cut, language) });
}
