import { useEffect } from 'react';
import { useSeries, useWorkspace } from '../../app/api/questions.js';
import { StaleNotice } from '../../app/controls/stale-notice.js';
import { useLanguage } from '../../app/language/language.js';
import { isShort } from '../../app/view/range.js';
import { useChoice } from '../../app/view/use-view.js';
import { BreakdownCard } from '../../charts/cards/breakdown-card.js';
import { usePageView } from '../../charts/cards/page-view.js';
import { AnsweredSeriesCard, SeriesCard } from '../../charts/cards/series-card.js';
import { SeriesSetCard } from '../../charts/cards/series-set-card.js';
import { WhenSeen } from '../../charts/cards/when-seen.js';
import { GrainChoice } from '../../charts/frame/grain-choice.js';
import { prefetchChart } from '../../charts/frame/lazy-time-chart.js';
import styles from '../page.module.css';
import { SignupsSentence } from './signups-sentence.js';

const MAIN_HEIGHT = 340;
const HEIGHT = 260;
/** What a card needs beside its picture. */
const CARD = 160;
const GRAINS = ['month', 'week', 'day'] as const;

/** How many people join, from where, and whether they begin to use the service. */
export function SignupsPage() {
  const { words } = useLanguage();
  const { signups: text } = words;
  const workspace = useWorkspace();
  const page = usePageView('members');
  const [grain, setGrain] = useChoice('grain', GRAINS, isShort(page.asked ?? {}) ? 'day' : 'month');
  const { asked, compare } = page;
  const question = { metric: 'signups', grain, ...asked, ...(compare ? { compare } : {}) };
  const signups = useSeries(question, asked !== undefined);
  useEffect(prefetchChart, []);
  const cut = { grain };
  const series = { cut, page, kind: 'line', height: HEIGHT } as const;
  return (
    <>
      <title>{`${words.nav.signups} · ${workspace.data?.name ?? words.product}`}</title>
      <StaleNotice status={page.through} numbers={[signups]} />
      <SignupsSentence query={signups} />
      <div className={styles.choices}>
        <GrainChoice grains={GRAINS} value={grain} onChange={setGrain} />
      </div>
      <div className={styles.charts}>
        <div className={styles.wide}>
          <AnsweredSeriesCard
            id="signups"
            kind="bar"
            title={text.title}
            about={text.about}
            height={MAIN_HEIGHT}
            query={signups}
            unreachable={page.unreachable}
            allZero={text.none}
          />
        </div>
        <div className={styles.wide}>
          <WhenSeen height={MAIN_HEIGHT + CARD}>
            <BreakdownCard
              id="signups_by_source"
              {...{ metric: 'signups', cut, page, dimension: 'source', overTime: 'stack', first: 'lines' }}
              title={text.bySource}
              about={text.bySourceAbout}
              height={HEIGHT}
            />
          </WhenSeen>
        </div>
        {(['platform', 'manufacturer'] as const).map((dimension) => (
          <WhenSeen key={dimension} height={HEIGHT + CARD}>
            <BreakdownCard
              id={`signups_by_${dimension}`}
              {...{ metric: 'signups', cut, page, dimension, overTime: 'stack', first: 'bars' }}
              title={text.by[dimension]}
              height={HEIGHT}
            />
          </WhenSeen>
        ))}
        <WhenSeen height={HEIGHT + CARD}>
          <SeriesCard
            id="organic_share"
            metric="organic_share"
            title={text.organic}
            about={text.organicAbout}
            {...series}
          />
        </WhenSeen>
        <WhenSeen height={HEIGHT + CARD}>
          <SeriesCard id="k_factor" metric="k_factor" title={text.kFactor} about={text.kFactorAbout} {...series} />
        </WhenSeen>
        <WhenSeen height={HEIGHT + CARD}>
          <SeriesCard
            id="invites"
            metric="invites"
            title={text.invites}
            about={text.invitesAbout}
            {...series}
            kind="bar"
            allZero={text.noInvites}
          />
        </WhenSeen>
        <WhenSeen height={HEIGHT + CARD}>
          <SeriesSetCard
            id="activation"
            title={text.activation}
            about={text.activationAbout}
            metrics={(['1d', '7d', '28d'] as const).map((days) => ({
              metric: `activation_${days}`,
              name: text.within[days],
            }))}
            {...{ cut, page, height: HEIGHT }}
          />
        </WhenSeen>
        <div className={styles.wide}>
          <WhenSeen height={HEIGHT + CARD}>
            <SeriesSetCard
              id="time_to_first_message"
              title={text.firstMessage}
              about={text.firstMessageAbout}
              metrics={[
                { metric: 'time_to_first_message_p50', name: text.half },
                { metric: 'time_to_first_message_p90', name: text.nineOfTen },
              ]}
              {...{ cut, page, height: HEIGHT }}
            />
          </WhenSeen>
        </div>
      </div>
    </>
  );
}
