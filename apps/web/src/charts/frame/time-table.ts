import type { Language } from '../../app/language/language.js';
import { type Neighbours, neighbours } from '../prepare/neighbours.js';
import type { Column, TableModel, TableRow } from '../prepare/table.js';
import { periodName } from './period-name.js';
import { notesAt } from './restated.js';
import { stateWords } from './state-words.js';
import type { TimeWishes } from './time-wishes.js';

/** The values of a chart over time as a table: a row a period, a column a series. */
export function timeTable(
  { data, values, cut, meta, restated, alsoInTable = [] }: TimeWishes,
  language: Language,
): TableModel {
  const { words } = language;
  const { slots } = data;
  const tracks = [...alsoInTable.map(({ track }) => track), ...data.tracks];
  const single = tracks.length === 1 ? tracks[0] : undefined;
  const columns: Column[] = tracks.map(({ id, name }) => ({
    id,
    name: single ? values.axisTitle : name,
    write: alsoInTable.find(({ track }) => track.id === id)?.write ?? values.cell,
  }));
  if (single) columns.push({ id: 'change', name: words.chart.changeHeading, write: values.difference });
  const rows = slots.map((slot, index): TableRow => {
    const cells = tracks.map((track) => track.values[index] ?? null);
    const value = cells.find((cell) => cell !== null) ?? null;
    return {
      key: slot.end,
      name: periodName(slot, cut, language),
      cells: single ? [...cells, differenceOf(neighbours(single.values, slots, index, data.reach))] : cells,
      note: [stateWords({ ...slot, value }, meta, language), ...notesAt(restated, slot.period)].join('. '),
    };
  });
  return {
    rowHeading: words.period[cut.grain],
    columns,
    noteHeading: words.chart.stateHeading,
    rows,
    plain: {
      header: ['period', 'start', 'end', ...tracks.map(({ id }) => id), 'complete', 'sealed'],
      rows: slots.map((slot, index) => [
        slot.period,
        slot.start,
        slot.end,
        ...tracks.map((track) => track.values[index] ?? null),
        slot.complete,
        slot.sealed,
      ]),
    },
  };
}

const differenceOf = (pair: Neighbours | undefined): number | undefined => pair && pair.now - pair.before;
