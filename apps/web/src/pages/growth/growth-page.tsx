import { lazy, Suspense, useEffect } from 'react';
import { useWorkspace } from '../../app/api/questions.js';
import { StaleNotice } from '../../app/controls/stale-notice.js';
import { useLanguage } from '../../app/language/language.js';
import { prefetchChart, SeriesCard } from '../../charts/frame/series-card.js';
import styles from './growth-page.module.css';
import { Headline } from './headline.js';
import { HeadlineSkeleton } from './headline-skeleton.js';
import { useGrowth } from './use-growth.js';

const FirstEvent = lazy(async () => ({ default: (await import('./first-event.js')).FirstEvent }));
const MAIN_HEIGHT = 360;
const SUPPORTING_HEIGHT = 260;

/** How many people use the service each month, how that changed, and how many joined. */
export function GrowthPage() {
  const { words } = useLanguage();
  const workspace = useWorkspace();
  const { status, active, signups } = useGrowth();
  useEffect(prefetchChart, []);

  const product = workspace.data?.name ?? words.product;
  const title = <title>{`${words.page.growth} · ${product}`}</title>;
  if (active.data?.meta.data_through === null) {
    return (
      <>
        {title}
        <Suspense fallback={null}>
          <FirstEvent product={product} workspace={workspace.data} status={status.data} />
        </Suspense>
      </>
    );
  }
  return (
    <>
      {title}
      <StaleNotice status={status} numbers={[active, signups]} />
      {active.data ? (
        <Headline answer={active.data} product={product} />
      ) : active.isError ? (
        <h1 className={styles.unread}>{words.headline.unread}</h1>
      ) : (
        <HeadlineSkeleton />
      )}
      <div className={styles.charts}>
        <SeriesCard
          id="active_members"
          kind="line"
          title={words.chart.active}
          about={words.chart.activeAbout}
          height={MAIN_HEIGHT}
          query={active}
          unreachable={status.isError}
        />
        <SeriesCard
          id="signups"
          kind="bar"
          title={words.chart.signups}
          about={words.chart.signupsAbout}
          height={SUPPORTING_HEIGHT}
          query={signups}
          unreachable={status.isError}
          allZero={words.chart.noSignups}
        />
      </div>
    </>
  );
}
