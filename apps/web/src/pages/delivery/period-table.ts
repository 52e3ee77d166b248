import type { DeliveryAnswer } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import { periodName } from '../../charts/frame/period-name.js';
import { notesAt, type RestatedNote } from '../../charts/frame/restated.js';
import { stateWords } from '../../charts/frame/state-words.js';
import type { TableModel } from '../../charts/prepare/table.js';
import { figuresTable } from './channel-table.js';

/** The figures of every period, with what each period is worth. */
export function periodTable(
  { data, meta }: DeliveryAnswer,
  restated: readonly RestatedNote[],
  language: Language,
): TableModel {
  const rows = data.filter(({ sent }) => sent !== null);
  const { columns, rows: figures, plain } = figuresTable(rows, 'channel', language);
  return {
    rowHeading: language.words.period[meta.grain],
    columns,
    noteHeading: language.words.chart.stateHeading,
    rows: rows.map((row, index) => ({
      key: row.start,
      name: periodName(row, meta, language),
      cells: figures[index]?.cells ?? [],
      note: [stateWords({ ...row, value: row.sent }, meta, language), ...notesAt(restated, row.period)].join('. '),
    })),
    plain: {
      header: ['period', 'start', 'end', ...plain.header.slice(1), 'maturing', 'complete', 'sealed'],
      rows: rows.map((row, index) => [
        row.period,
        row.start,
        row.end,
        ...(plain.rows[index] ?? []).slice(1),
        row.maturing,
        row.complete,
        row.sealed,
      ]),
    },
  };
}
