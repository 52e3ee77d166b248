import { useEffect } from 'react';
import { useWorkspace } from '../../app/api/questions.js';
import { Segmented } from '../../app/controls/segmented.js';
import { StaleNotice } from '../../app/controls/stale-notice.js';
import { useLanguage } from '../../app/language/language.js';
import { BreakdownCard } from '../../charts/cards/breakdown-card.js';
import { usePageView } from '../../charts/cards/page-view.js';
import { AnsweredSeriesCard, SeriesCard } from '../../charts/cards/series-card.js';
import { WhenSeen } from '../../charts/cards/when-seen.js';
import { prefetchChart } from '../../charts/frame/lazy-time-chart.js';
import styles from '../page.module.css';
import { unreadWords } from '../unread.js';
import { AccountingCard, QuickRatioCard } from './accounting-card.js';
import { Headline } from './headline.js';
import { HeadlineSkeleton } from './headline-skeleton.js';
import { CUTS, useGrowth } from './use-growth.js';

const MAIN_HEIGHT = 360;
const HEIGHT = 260;
/** What a card needs beside its picture. */
const CARD = 160;

/** How many people use the service, how that changed, and where the change comes from. */
export function GrowthPage() {
  const { words } = useLanguage();
  const workspace = useWorkspace();
  const page = usePageView('members');
  const { cutName, setCut, cut, sentence, active } = useGrowth(page);
  useEffect(prefetchChart, []);

  const product = workspace.data?.name ?? words.product;
  const { grain } = cut;
  return (
    <>
      <title>{`${words.page.growth} · ${product}`}</title>
      <StaleNotice status={page.through} numbers={[sentence, active]} />
      {sentence.data ? (
        <Headline answer={sentence.data} product={product} />
      ) : sentence.isError ? (
        <h1 className={styles.unread}>{unreadWords(sentence.error, words)}</h1>
      ) : (
        <HeadlineSkeleton />
      )}
      <div className={styles.charts}>
        <div className={styles.wide}>
          <AnsweredSeriesCard
            id="active_members"
            kind="line"
            title={words.growth.active[cutName]}
            about={words.growth.activeAbout[cutName]}
            height={MAIN_HEIGHT}
            query={active}
            unreachable={page.unreachable}
            controls={
              <Segmented
                label={words.growth.count}
                value={cutName}
                options={CUTS.map((value) => ({ value, text: words.growth.cut[value] }))}
                onChange={setCut}
              />
            }
          />
        </div>
        <div className={styles.wide}>
          <WhenSeen height={MAIN_HEIGHT + CARD}>
            <AccountingCard grain={grain} page={page} height={MAIN_HEIGHT} />
          </WhenSeen>
        </div>
        <WhenSeen height={HEIGHT + CARD}>
          <QuickRatioCard grain={grain} page={page} height={HEIGHT} />
        </WhenSeen>
        <WhenSeen height={HEIGHT + CARD}>
          <SeriesCard
            id="stickiness"
            metric="stickiness"
            // Of a single day it is one, always.
            cut={{ grain: grain === 'day' ? 'month' : grain }}
            page={page}
            kind="line"
            title={words.growth.stickiness}
            about={words.growth.stickinessAbout}
            height={HEIGHT}
          />
        </WhenSeen>
        {(['platform', 'country'] as const).map((dimension) => (
          <WhenSeen key={dimension} height={HEIGHT + CARD}>
            <BreakdownCard
              id={`active_by_${dimension}`}
              metric="active_members"
              cut={{ grain }}
              page={page}
              dimension={dimension}
              overTime="line"
              first={dimension === 'platform' ? 'lines' : 'bars'}
              title={dimension === 'platform' ? words.growth.byPlatform : words.growth.byCountry}
              height={HEIGHT}
            />
          </WhenSeen>
        ))}
      </div>
    </>
  );
}
