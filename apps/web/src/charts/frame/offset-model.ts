import type { Language } from '../../app/language/language.js';
import type { Track } from '../prepare/chart-data.js';
import { type ChartKind, drawingOf } from '../prepare/drawing.js';
import type { ChartModel, SlotWords } from './time-model.js';
import type { ValueWords } from './value-words.js';

/** Of what a chart is made whose horizontal axis counts something else than time. */
export interface OffsetWishes {
  kind: ChartKind;
  title: string;
  tracks: readonly Track[];
  /** The first number of the axis, and how many there are. */
  first: number;
  length: number;
  /** What the axis counts, and one place on it in words. */
  slotUnit: string;
  nameOf(place: number): string;
  values: ValueWords;
  /** Why there is no value at a place. */
  missing?: string;
  notes: readonly string[];
  howTo: string;
}

/** A chart along offsets or numbers of days. */
export function offsetModel(wishes: OffsetWishes, { words, format, say }: Language): ChartModel {
  const { kind, title, tracks, first, length, slotUnit, nameOf, values, notes, howTo } = wishes;
  const missing = wishes.missing ?? words.chart.noValue;
  const places = Array.from({ length }, (_, index) => first + index);
  const single = tracks.length === 1;
  const wordsAt = (index: number): SlotWords => ({
    title: nameOf(first + index),
    rows: tracks.map(({ name, color, values: line }) => {
      const value = line[index] ?? null;
      const written = value === null ? missing : single ? values.exact(value) : values.cell(value);
      return single ? { value: written } : { name, color, value: written };
    }),
    notes: [...notes],
  });
  return {
    drawing: drawingOf(
      kind,
      places.map(() => 'complete' as const),
      tracks,
      values.measure,
    ),
    writing: {
      unit: values.axisTitle,
      slotUnit,
      axis: values.axis,
      short: values.short,
      soFar: '',
      ticks: (most) => {
        const step = Math.ceil(length / Math.max(most, 1));
        return places
          .map((place, index) => ({ index, text: format.integer(place) }))
          .filter(({ index }) => index % step === 0);
      },
    },
    summary: say(words.chart.aboutMany, {
      title,
      from: nameOf(first),
      to: nameOf(first + length - 1),
      names: tracks.map(({ name }) => name).join(', '),
    }),
    wordsAt,
    table: {
      rowHeading: slotUnit,
      columns: tracks.map(({ id, name }) => ({ id, name, write: values.cell, none: missing })),
      rows: places.map((place, index) => ({
        key: String(place).padStart(4, '0'),
        name: nameOf(place),
        cells: tracks.map(({ values: line }) => line[index] ?? null),
      })),
      plain: {
        header: ['offset', ...tracks.map(({ id }) => id)],
        rows: places.map((place, index) => [place, ...tracks.map(({ values: line }) => line[index] ?? null)]),
      },
    },
    howTo,
  };
}
