import type { RetentionAnswer } from '@grapevine/contracts';
import { useEffect } from 'react';
import { type RetentionQuestion, retentionPath, useRetention, useWorkspace } from '../../app/api/questions.js';
import { Segmented } from '../../app/controls/segmented.js';
import { StaleNotice } from '../../app/controls/stale-notice.js';
import { Rich, useLanguage } from '../../app/language/language.js';
import { isShort } from '../../app/view/range.js';
import { useChoice } from '../../app/view/use-view.js';
import { usePageView } from '../../charts/cards/page-view.js';
import { WhenSeen } from '../../charts/cards/when-seen.js';
import { Evidence } from '../../charts/frame/evidence.js';
import { GrainChoice } from '../../charts/frame/grain-choice.js';
import { prefetchChart } from '../../charts/frame/lazy-time-chart.js';
import { periodName } from '../../charts/frame/period-name.js';
import styles from '../page.module.css';
import { unreadWords } from '../unread.js';
import { cohortsOf, isOpen } from './cohorts.js';
import { PowerCurveCard } from './power-curve-card.js';
import { CurvesCard, TriangleCard } from './retention-cards.js';

const GRAINS = ['month', 'week', 'day'] as const;
const COHORTS = ['first_active', 'signed_up'] as const;
const MODES = ['on', 'on_or_after'] as const;
/** Offsets that are asked for, by grain: a year of months, a quarter of weeks, four weeks of days. */
const PERIODS = { month: 13, week: 14, day: 29 } as const;
const HEIGHT = 320;
const CARD = 160;

/** Who stays. */
export function RetentionPage() {
  const { words } = useLanguage();
  const text = words.retention;
  const workspace = useWorkspace();
  const page = usePageView('members');
  const [grain, setGrain] = useChoice('grain', GRAINS, isShort(page.asked ?? {}) ? 'day' : 'month');
  const [cohort, setCohort] = useChoice('cohort', COHORTS);
  const [mode, setMode] = useChoice('mode', MODES);
  const question = { cohort, grain, mode, periods: PERIODS[grain], ...page.asked };
  const retention = useRetention(question, page.asked !== undefined);
  useEffect(prefetchChart, []);
  const card = { query: retention, unreachable: page.unreachable, height: HEIGHT };
  return (
    <>
      <title>{`${words.nav.retention} · ${workspace.data?.name ?? words.product}`}</title>
      <StaleNotice status={page.through} numbers={[retention]} />
      {retention.data ? (
        <RetentionSentence answer={retention.data} question={question} />
      ) : (
        <h1 className={styles.sentence}>
          {retention.isError ? unreadWords(retention.error, words) : words.nav.retention}
        </h1>
      )}
      <div className={styles.choices}>
        <Segmented
          label={text.cohort}
          value={cohort}
          options={COHORTS.map((value) => ({ value, text: text[value] }))}
          onChange={setCohort}
        />
        <Segmented
          label={text.mode}
          value={mode}
          options={MODES.map((value) => ({ value, text: text[value] }))}
          onChange={setMode}
        />
        <GrainChoice grains={GRAINS} value={grain} onChange={setGrain} />
      </div>
      <div className={styles.charts}>
        <div className={styles.wide}>
          <TriangleCard {...card} />
        </div>
        <div className={styles.wide}>
          <CurvesCard {...card} />
        </div>
        <div className={styles.wide}>
          <WhenSeen height={HEIGHT + CARD}>
            <PowerCurveCard page={page} height={HEIGHT} />
          </WhenSeen>
        </div>
      </div>
    </>
  );
}

/** What became of the newest cohort of which the period after is over. */
function RetentionSentence({ answer, question }: { answer: RetentionAnswer; question: RetentionQuestion }) {
  const language = useLanguage();
  const { words, format, say } = language;
  const text = words.retention;
  const { meta } = answer;
  const newest = cohortsOf(answer).findLast((cohort) => {
    const after = cohort.cells[1];
    return !isOpen(cohort) && after?.retained != null && !after.cut;
  });
  const next = newest?.cells[1];
  if (!newest || !next || next.share === null || next.retained === null) {
    return <h1 className={styles.sentence}>{text.tooYoung}</h1>;
  }
  const { row } = newest;
  const sizes = { n: format.integer(next.retained), size: format.integer(row.size ?? 0) };
  return (
    <h1 className={styles.sentence} data-testid="sentence">
      <Rich
        template={text.sentence[meta.mode]}
        values={{
          share: (
            <Evidence
              text={format.percent(next.share)}
              exact={say(text.ofSize, sizes)}
              meta={meta}
              point={{ ...row, period: row.cohort, value: next.retained }}
              path={retentionPath({ ...question, from: row.start, to: row.end })}
            />
          ),
          cohort: <strong>{periodName({ ...row, period: row.cohort }, meta, language)}</strong>,
          came: text.came[meta.cohort],
          next: text.next[meta.grain],
        }}
      />
    </h1>
  );
}
