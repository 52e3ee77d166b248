import type { DeliveryAnswer } from '@grapevine/contracts';
import { useEffect } from 'react';
import { deliveryPath, useDelivery, useWorkspace } from '../../app/api/questions.js';
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
import { endsWithin } from '../../charts/prepare/point-state.js';
import styles from '../page.module.css';
import { unreadWords } from '../unread.js';
import { ChannelCard, ErrorCodeCard, FunnelCard, ModelCard } from './delivery-cards.js';
import { latencyModel, ratesModel } from './delivery-models.js';
import { longestHorizon, maturingRows, newestRow } from './delivery-rows.js';

const GRAINS = ['week', 'day', 'month'] as const;
const HEIGHT = 280;
const CARD = 160;

/** Whether messages arrive, how fast, and why not. */
export function DeliveryPage() {
  const { words } = useLanguage();
  const text = words.delivery;
  const workspace = useWorkspace();
  const page = usePageView('deliveries');
  const [grain, setGrain] = useChoice('grain', GRAINS, isShort(page.asked ?? {}) ? 'day' : 'week');
  const delivery = useDelivery({ grain, ...page.asked }, page.asked !== undefined);
  useEffect(prefetchChart, []);
  const card = { query: delivery, unreachable: page.unreachable, height: HEIGHT };
  return (
    <>
      <title>{`${words.nav.delivery} · ${workspace.data?.name ?? words.product}`}</title>
      <StaleNotice status={page.through} numbers={[delivery]} />
      {delivery.data ? (
        <DeliverySentence answer={delivery.data} />
      ) : (
        <h1 className={styles.sentence}>
          {delivery.isError ? unreadWords(delivery.error, words) : words.nav.delivery}
        </h1>
      )}
      <div className={styles.choices}>
        <GrainChoice grains={GRAINS} value={grain} onChange={setGrain} />
      </div>
      <div className={styles.charts}>
        <div className={styles.wide}>
          <FunnelCard {...card} />
        </div>
        <div className={styles.wide}>
          <ModelCard {...card} id="delivery_rates" title={text.ratesTitle} about={text.ratesAbout} model={ratesModel} />
        </div>
        {(['sent_to_delivered', 'delivered_to_read'] as const).map((from) => (
          <ModelCard
            key={from}
            {...card}
            id={`latency_${from}`}
            title={text.latency[from]}
            about={text.latencyAbout}
            model={(delivered, title, language) => latencyModel(delivered, from, title, language)}
          />
        ))}
        <div className={styles.wide}>
          <WhenSeen height={HEIGHT + CARD}>
            <ChannelCard page={page} grain={grain} height={HEIGHT} />
          </WhenSeen>
        </div>
        <div className={styles.wide}>
          <WhenSeen height={HEIGHT + CARD}>
            <ErrorCodeCard page={page} grain={grain} height={HEIGHT} />
          </WhenSeen>
        </div>
      </div>
    </>
  );
}

/** What became of the messages of the newest period that is mature, and what is still maturing. */
function DeliverySentence({ answer }: { answer: DeliveryAnswer }) {
  const language = useLanguage();
  const { words, format, say, count } = language;
  const text = words.delivery;
  const { data, meta } = answer;
  const row = newestRow(answer);
  if (!row || row.sent === null)
    return <h1 className={styles.sentence}>{meta.filter ? words.chart.noneWithFilters : text.none}</h1>;
  const maturing = maturingRows(data);
  const period = periodName(row, meta, language);
  const end = endsWithin({ ...row, value: row.sent }, meta);
  const open =
    end !== undefined
      ? say(text.cut, { day: format.day(end), period })
      : row.complete
        ? undefined
        : say(text.running, { period });
  const first = maturing[0];
  const filter = meta.filter ? { filter: meta.filter } : {};
  const path = deliveryPath({ grain: meta.grain, from: row.start, to: row.end, ...filter });
  const evidence = (shown: string, exact: string, value: number | null) => (
    <Evidence text={shown} exact={exact} meta={meta} point={{ ...row, value }} path={path} />
  );
  return (
    <>
      <h1 key={JSON.stringify([meta.range, meta.filter])} className={styles.sentence} data-testid="sentence">
        <Rich
          template={row.delivery_rate === null ? text.sentenceSent : text.sentence}
          values={{
            messages: evidence(
              count(words.units.messageCount, row.sent, format.short(row.sent)),
              count(words.units.messageCount, row.sent),
              row.sent,
            ),
            rate:
              row.delivery_rate !== null &&
              evidence(format.percent(row.delivery_rate), format.percentExact(row.delivery_rate), row.delivery_rate),
            period: <strong>{period}</strong>,
          }}
        />
      </h1>
      {open !== undefined && <p className={styles.note}>{open}</p>}
      {first && (
        <p className={styles.note}>
          {say(text.maturing, {
            period: periodName(first, meta, language),
            days: format.integer(longestHorizon(meta)),
          })}
        </p>
      )}
    </>
  );
}
