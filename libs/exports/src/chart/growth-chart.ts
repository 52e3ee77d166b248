import type { GrowthAnswer, GrowthRow } from '@grapevine/contracts';
import { filterWords } from '../headline/notes.js';
import { shortCount, wholeChange } from '../headline/numbers.js';
import { inTime, type Point } from '../headline/point-facts.js';
import type { Colour, Drawn, Track } from './chart.js';
import { MOST_COLUMNS, MOST_PERIODS, marksNotes, marksOf, segmentTracks } from './period-tracks.js';
import { newest, periodPlaces } from './places.js';

type Meta = GrowthAnswer['meta'];

const pointOf = ({ start, end, complete }: GrowthRow, value: number | null): Point => ({ start, end, complete, value });

/** Who came above zero and who went below, with what is left of it as a line; of a breakdown the active members of each segment. */
export function growthChart(answer: GrowthAnswer, workspace: string): Drawn {
  return answer.meta.by === undefined ? accounting(answer, workspace) : segments(answer, workspace);
}

function accounting({ data, meta }: GrowthAnswer, workspace: string): Drawn {
  const { kept, notes } = newest(data, MOST_COLUMNS, meta.grain);
  const tracks = [
    stacked('New', 1, kept, meta, (row) => row.new),
    stacked('Resurrected', 3, kept, meta, (row) => row.resurrected),
    stacked('Churned', 'lost', kept, meta, ({ churned }) => (churned === null ? null : -churned)),
    net(kept, meta),
  ];
  return {
    ...{ title: `Growth of ${workspace}${filterWords(meta)}`, periods: kept },
    plot: {
      ...{ kind: 'tracks', places: periodPlaces(kept, meta), tracks },
      ...{ measure: 'count', counts: 'members', hasLegend: true },
    },
    notes: [...notes, ...marksNotes(tracks)],
  };
}

type ValueOf = (row: GrowthRow) => number | null;

const stacked = (name: string, colour: Colour, rows: readonly GrowthRow[], meta: Meta, valueOf: ValueOf): Track => ({
  ...{ name, form: 'stacked', colour },
  marks: marksOf(
    rows.map((row) => pointOf(row, valueOf(row))),
    meta,
  ),
});

const net = (rows: readonly GrowthRow[], meta: Meta): Track => ({
  ...{ name: 'Net', form: 'line', colour: 'net' },
  marks: marksOf(
    rows.map((row) => pointOf(row, row.net)),
    meta,
    wholeChange,
  ),
});

function segments({ data, meta }: GrowthAnswer, workspace: string): Drawn {
  const periods = [...new Map(inTime(data).map((row) => [row.period, row])).values()];
  const { kept, notes } = newest(periods, MOST_PERIODS, meta.grain);
  const drawn = segmentTracks(data, kept, meta, (row) => pointOf(row, row.active), shortCount);
  return {
    ...{ title: `Active members of ${workspace}${filterWords(meta)} by ${meta.by}`, periods: kept },
    plot: {
      ...{ kind: 'tracks', places: periodPlaces(kept, meta), tracks: drawn.tracks },
      ...{ measure: 'count', counts: 'members', hasLegend: true },
    },
    notes: [...notes, ...drawn.notes, ...marksNotes(drawn.tracks)],
  };
}
