import type { DeliveryAnswer, Grain } from '@grapevine/contracts';
import { useDelivery } from '../../app/api/questions.js';
import { useRestatements } from '../../app/api/restatement-questions.js';
import { type Language, useLanguage } from '../../app/language/language.js';
import { segmentWords } from '../../app/language/segment-words.js';
import type { PageView } from '../../charts/cards/page-view.js';
import { type CardQuery, ChartCard } from '../../charts/frame/chart-card.js';
import { TimeChart } from '../../charts/frame/lazy-time-chart.js';
import { periodName } from '../../charts/frame/period-name.js';
import { notesAt } from '../../charts/frame/restated.js';
import { SegmentBars } from '../../charts/frame/segment-bars.js';
import type { ChartModel } from '../../charts/frame/time-model.js';
import { valueWords } from '../../charts/frame/value-words.js';
import { MOST_COLORS } from '../../charts/prepare/chart-data.js';
import { byColumn, ChannelTable, figuresTable } from './channel-table.js';
import type { Delivered } from './delivery-models.js';
import { newestRow, segmentsAt } from './delivery-rows.js';
import { errorBars } from './error-bars.js';
import { Funnel } from './funnel.js';
import { periodTable } from './period-table.js';
import { restatedFigures } from './restated-figures.js';

/** All figures of deliveries are asked for together. */
const SOME_FIGURE = 'messages_sent';

interface DeliveryCardProps {
  query: CardQuery<DeliveryAnswer>;
  unreachable: boolean;
  height: number;
}

/** The funnel of the newest period that is mature; its table twin has the figures of all periods. */
export function FunnelCard(card: DeliveryCardProps) {
  const language = useLanguage();
  const restatements = useRestatements(card.query.data, SOME_FIGURE);
  const { words, say } = language;
  const text = words.delivery;
  return (
    <ChartCard
      {...card}
      id="delivery"
      title={text.funnel}
      about={text.funnelAbout}
      show={(answer) => {
        const row = newestRow(answer);
        if (!row) return answer.meta.filter ? words.chart.noneWithFilters : text.none;
        const period = periodName(row, answer.meta, language);
        const restated = restatedFigures(restatements, answer.meta, language);
        const about = say(row.maturing ? text.funnelMaturing : text.funnelOf, { period });
        return {
          chart: <Funnel row={row} />,
          table: periodTable(answer, restated, language),
          note: [about, ...notesAt(restated, row.period)].join(' '),
        };
      }}
    />
  );
}

interface ModelCardProps extends DeliveryCardProps {
  id: string;
  title: string;
  about: string;
  model(delivered: Delivered, title: string, language: Language): ChartModel | undefined;
}

/** Lines over time out of the figures of delivery. */
export function ModelCard({ model: modelOf, ...card }: ModelCardProps) {
  const language = useLanguage();
  const restatements = useRestatements(card.query.data, SOME_FIGURE);
  return (
    <ChartCard
      {...card}
      show={(answer) => {
        const model = modelOf({ answer, restatements }, card.title, language);
        if (!model) return language.words.delivery.noneReported;
        return { chart: <TimeChart model={model} title={card.title} height={card.height} />, table: model.table };
      }}
    />
  );
}

interface SegmentCardProps {
  page: PageView;
  grain: Grain;
  height: number;
}

/** Of what messages failed, in the newest period that is mature. */
export function ErrorCodeCard({ page, grain, height }: SegmentCardProps) {
  const language = useLanguage();
  const { words, say } = language;
  const text = words.delivery;
  const query = useDelivery({ grain, by: 'error_code', limit: MOST_COLORS, ...page.asked }, page.asked !== undefined);
  return (
    <ChartCard
      id="failures"
      title={text.failures}
      about={text.failuresAbout}
      height={height}
      query={query}
      unreachable={page.unreachable}
      show={(answer) => {
        const row = newestRow(answer);
        const rows = row ? segmentsAt(answer, row.period).filter(({ failed }) => failed !== null && failed > 0) : [];
        if (!row || rows.length === 0) return text.noFailures;
        const bars = errorBars(rows, (code) => segmentWords('error_code', code, language));
        const values = valueWords('messages_failed', 'deliveries', language);
        return {
          chart: <SegmentBars segments={bars} index={0} total={bars.totals[0] ?? null} values={values} height={0} />,
          table: figuresTable(rows, 'error_code', language),
          order: byColumn('failed'),
          note: say(text.failuresOf, { period: periodName(row, answer.meta, language) }),
        };
      }}
    />
  );
}

/** Each channel, and what it does not report. */
export function ChannelCard({ page, grain, height }: SegmentCardProps) {
  const language = useLanguage();
  const { words, say } = language;
  const text = words.delivery;
  const query = useDelivery({ grain, by: 'channel', limit: 20, ...page.asked }, page.asked !== undefined);
  const restatements = useRestatements(query.data, SOME_FIGURE, 'channels');
  return (
    <ChartCard
      id="channels"
      title={text.channels}
      about={text.channelsAbout}
      height={height}
      query={query}
      unreachable={page.unreachable}
      show={(answer) => {
        const row = newestRow(answer);
        const rows = row ? segmentsAt(answer, row.period) : [];
        if (!row || rows.length === 0) return answer.meta.filter ? words.chart.noneWithFilters : text.none;
        return {
          chart: <ChannelTable title={text.channels} rows={rows} />,
          table: figuresTable(rows, 'channel', language),
          order: byColumn('sent'),
          note: [
            say(text.channelsOf, { period: periodName(row, answer.meta, language) }),
            ...rows.flatMap(({ segment = '' }) =>
              notesAt(restatedFigures(restatements, answer.meta, language, segment), row.period),
            ),
          ].join(' '),
        };
      }}
    />
  );
}
