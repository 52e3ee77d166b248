import type { RetentionAnswer } from '@grapevine/contracts';
import type { CSSProperties } from 'react';
import { useLanguage } from '../../app/language/language.js';
import { periodName } from '../../charts/frame/period-name.js';
import { type Cohort, isOpen, offsetsOf, pooledShare } from './cohorts.js';
import styles from './triangle.module.css';

interface TriangleProps {
  title: string;
  cohorts: readonly Cohort[];
  meta: RetentionAnswer['meta'];
}

/** The triangle of retention: a row a cohort, a column an offset, the share in each cell and behind it as a colour. */
export function Triangle({ title, cohorts, meta }: TriangleProps) {
  const language = useLanguage();
  const { words, format, say } = language;
  const text = words.retention;
  const offsets = Array.from({ length: offsetsOf(cohorts) }, (_, offset) => offset);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={title}>
      <table className={styles.triangle}>
        <thead>
          <tr>
            <th scope="col">{text.cohortHeading}</th>
            <th scope="col">{text.size}</th>
            {offsets.map((offset) => (
              <th key={offset} scope="col" aria-label={say(text.offset[meta.grain], { n: format.integer(offset) })}>
                {format.integer(offset)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...cohorts].reverse().map((cohort) => {
            const { row, cells } = cohort;
            return (
              <tr key={row.cohort} data-open={isOpen(cohort) || undefined}>
                <th scope="row">
                  {periodName({ ...row, period: row.cohort }, meta, language)}
                  {isOpen(cohort) && <small> {words.chart.soFarLabel}</small>}
                </th>
                <td className={styles.size}>{format.integer(row.size ?? 0)}</td>
                {offsets.map((offset) => {
                  const { share, retained, cut } = cells[offset] ?? { share: null, retained: null, cut: false };
                  if (share === null || retained === null) {
                    return (
                      <td key={offset}>
                        <span className="only-heard">{text.notOver}</span>
                      </td>
                    );
                  }
                  const through =
                    cut && meta.data_through !== null
                      ? say(words.state.cutShort, { day: format.day(meta.data_through) })
                      : '';
                  const of = say(text.ofSize, { n: format.integer(retained), size: format.integer(row.size ?? 0) });
                  const said = through === '' ? of : `${of}; ${through}`;
                  return (
                    <td
                      key={offset}
                      className={styles.cell}
                      data-cut={cut || undefined}
                      style={heat(share)}
                      title={said}
                    >
                      {format.percent(share)}
                      <span className="only-heard">, {said}</span>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {text.pooled}
            </th>
            {offsets.map((offset) => {
              const share = pooledShare(cohorts, offset);
              return <td key={offset}>{share === null ? '' : format.percent(share)}</td>;
            })}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

const heat = (share: number): CSSProperties => ({ '--share': `${Math.round(share * 100)}%` }) as CSSProperties;
