import type { RetentionAnswer } from '@grapevine/contracts';
import { type Language, useLanguage } from '../../app/language/language.js';
import { type CardQuery, ChartCard } from '../../charts/frame/chart-card.js';
import { TimeChart } from '../../charts/frame/lazy-time-chart.js';
import { offsetModel } from '../../charts/frame/offset-model.js';
import { periodName } from '../../charts/frame/period-name.js';
import { valueWords } from '../../charts/frame/value-words.js';
import { MOST_COLORS, nthColor, type Track } from '../../charts/prepare/chart-data.js';
import type { TableModel } from '../../charts/prepare/table.js';
import { type Cohort, cohortsOf, isOpen, offsetsOf, pooledShare } from './cohorts.js';
import { Triangle } from './triangle.js';

interface RetentionCardProps {
  query: CardQuery<RetentionAnswer>;
  unreachable: boolean;
  height: number;
}

/** All cohorts as a triangle; its table twin counts people where the triangle shows shares. */
export function TriangleCard({ query, unreachable, height }: RetentionCardProps) {
  const language = useLanguage();
  const text = language.words.retention;
  return (
    <ChartCard
      id="retention"
      title={text.triangle}
      about={text.triangleAbout[query.data?.meta.mode ?? 'on']}
      height={height}
      query={query}
      unreachable={unreachable}
      show={(answer) => {
        const { meta } = answer;
        const cohorts = cohortsOf(answer);
        if (cohorts.length === 0) return meta.filter ? language.words.chart.noneWithFilters : text.none[meta.cohort];
        return {
          chart: <Triangle title={text.triangle} cohorts={cohorts} meta={meta} />,
          table: countTable(cohorts, meta, language),
        };
      }}
    />
  );
}

function countTable(cohorts: readonly Cohort[], meta: RetentionAnswer['meta'], language: Language): TableModel {
  const { words, format, say } = language;
  const text = words.retention;
  const offsets = Array.from({ length: offsetsOf(cohorts) }, (_, offset) => offset);
  return {
    rowHeading: text.cohortHeading,
    columns: [
      { id: 'size', name: text.size, write: format.integer },
      ...offsets.map((offset) => ({
        id: `period_${offset}`,
        name: say(text.offset[meta.grain], { n: format.integer(offset) }),
        write: format.integer,
      })),
    ],
    rows: cohorts.map(({ row, cells }) => ({
      key: row.start,
      name: periodName({ ...row, period: row.cohort }, meta, language),
      // A period that is not over has nothing to say, which is no missing data.
      cells: [row.size, ...offsets.map((offset) => cells[offset]?.retained ?? undefined)],
    })),
    plain: {
      header: ['cohort', 'size', ...offsets.map((offset) => `period_${offset}`)],
      rows: cohorts.map(({ row, cells }) => [
        row.cohort,
        row.size,
        ...offsets.map((offset) => cells[offset]?.retained ?? null),
      ]),
    },
  };
}

/** The newest cohorts that are complete, as curves, and all of them together. */
export function CurvesCard({ query, unreachable, height }: RetentionCardProps) {
  const language = useLanguage();
  const { words, format, say } = language;
  const text = words.retention;
  return (
    <ChartCard
      id="retention_curves"
      title={text.curves}
      about={text.curvesAbout}
      height={height}
      query={query}
      unreachable={unreachable}
      show={(answer) => {
        const { meta } = answer;
        const cohorts = cohortsOf(answer);
        const length = offsetsOf(cohorts);
        if (length === 0) return meta.filter ? words.chart.noneWithFilters : text.none[meta.cohort];
        const model = offsetModel(
          {
            kind: 'line',
            title: text.curves,
            tracks: curves(
              cohorts,
              length,
              (row) => periodName({ ...row, period: row.cohort }, meta, language),
              text.pooled,
            ),
            first: 0,
            length,
            slotUnit: words.period[NAMES[meta.grain]],
            nameOf: (offset) => say(text.offset[meta.grain], { n: format.integer(offset) }),
            values: valueWords('retention', 'ratio', language),
            missing: text.notOver,
            notes: [],
            howTo: words.chart.howTo,
          },
          language,
        );
        return {
          chart: <TimeChart model={model} title={text.curves} height={height} />,
          table: model.table,
          order: { column: 'row', descending: false },
        };
      }}
    />
  );
}

const NAMES = { day: 'byDay', week: 'byWeek', month: 'byMonth', quarter: 'byQuarter', year: 'byYear' } as const;

/** The share at an offset where it is that of the whole period: what the data cuts short would end the curve with a fall. */
const wholeShare = ({ cells }: Cohort, offset: number): number | null =>
  cells[offset]?.cut === false ? cells[offset].share : null;

function curves(
  cohorts: readonly Cohort[],
  length: number,
  nameOf: (row: Cohort['row']) => string,
  all: string,
): Track[] {
  const offsets = Array.from({ length }, (_, offset) => offset);
  const newest = cohorts.filter((cohort) => !isOpen(cohort) && wholeShare(cohort, 1) !== null).slice(1 - MOST_COLORS);
  return [
    ...newest.map(
      (cohort, index): Track => ({
        id: cohort.row.cohort,
        name: nameOf(cohort.row),
        color: nthColor(index),
        role: 'value',
        values: offsets.map((offset) => wholeShare(cohort, offset)),
      }),
    ),
    { id: 'all', name: all, color: 'net', role: 'net', values: offsets.map((offset) => pooledShare(cohorts, offset)) },
  ];
}
