import { useEffect } from 'react';
import { asCurl } from '../../app/api/paths.js';
import { seriesPath, useWorkspace } from '../../app/api/questions.js';
import { Command } from '../../app/controls/command.js';
import { StaleNotice } from '../../app/controls/stale-notice.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import { metricWords } from '../../app/language/metric-words.js';
import { AnsweredBreakdownCard } from '../../charts/cards/breakdown-card.js';
import { AnsweredSeriesCard } from '../../charts/cards/series-card.js';
import { prefetchChart } from '../../charts/frame/lazy-time-chart.js';
import page from '../page.module.css';
import { ExploreForm } from './explore-form.js';
import styles from './explore-page.module.css';
import { useExplore } from './use-explore.js';

const HEIGHT = 420;

/** Any metric, cut, broken down, filtered and compared in any way, and the same question for a terminal. */
export function ExplorePage() {
  const { words } = useLanguage();
  const workspace = useWorkspace();
  const explore = useExplore();
  const { catalogue, exploration, description, question, series, through } = explore;
  useEffect(prefetchChart, []);
  const { name, text } = description ? metricWords(description, words) : { name: words.nav.explore, text: '' };
  const look = { title: name, about: text, height: HEIGHT };
  const answer = { query: series, unreachable: through.isError };
  return (
    <>
      <title>{`${words.nav.explore} · ${workspace.data?.name ?? words.product}`}</title>
      <h1 className={page.sentence}>{words.explore.title}</h1>
      <StaleNotice status={through} numbers={[series]} />
      {catalogue.isError && (
        <Trouble error={catalogue.error} retrying={catalogue.isFetching} onRetry={() => void catalogue.refetch()} />
      )}
      <ExploreForm explore={explore} />
      <div className={styles.answer}>
        {exploration?.by ? (
          <AnsweredBreakdownCard
            key={exploration.by}
            id="explore_by"
            dimension={exploration.by}
            overTime="line"
            first="lines"
            {...look}
            {...answer}
          />
        ) : (
          <AnsweredSeriesCard id="explore" kind="line" {...look} {...answer} />
        )}
        <section aria-labelledby="explore-ask" className={styles.ask}>
          <h2 id="explore-ask">{words.evidence.ask}</h2>
          <Command text={asCurl(seriesPath(question), window.location.origin)} what={words.copy.command} />
        </section>
      </div>
    </>
  );
}
