import type { SeriesAnswer } from '@grapevine/contracts';
import { seriesPath } from '../../app/api/questions.js';
import { Rich, useLanguage } from '../../app/language/language.js';
import type { Words } from '../../app/words/en.js';
import type { CardQuery } from '../../charts/frame/chart-card.js';
import { Evidence } from '../../charts/frame/evidence.js';
import { periodName } from '../../charts/frame/period-name.js';
import { singleTracks } from '../../charts/prepare/from-series.js';
import { newestPeriod } from '../../charts/prepare/newest.js';
import { isUnsettled, type PointState, stateOf } from '../../charts/prepare/point-state.js';
import styles from '../page.module.css';
import { unreadWords } from '../unread.js';

/** How many people joined in the newest complete period, and against the one before. */
export function SignupsSentence({ query }: { query: CardQuery<SeriesAnswer> }) {
  const language = useLanguage();
  const { words, format, say, count } = language;
  const text = words.signups;
  const answer = query.data;
  if (!answer) {
    return <h1 className={styles.sentence}>{query.isError ? unreadWords(query.error, words) : words.nav.signups}</h1>;
  }
  const { data, meta } = answer;
  const index = newestPeriod(singleTracks(answer, { value: '', compared: '' }));
  const now = index === undefined ? undefined : data[index];
  if (index === undefined || !now || now.value === null) {
    return (
      <h1 className={styles.sentence}>{meta.filter ? words.chart.noneWithFilters : words.headline.noneInRange}</h1>
    );
  }
  const before = data[index - 1]?.value ?? null;
  const { metric, grain, filter } = meta;
  const path = seriesPath({ metric, grain, from: now.start, to: now.end, ...(filter ? { filter } : {}) });
  const people = count(words.headline.people, now.value, format.short(now.value));
  const exact = count(words.headline.people, now.value);
  const difference = before === null ? undefined : now.value - before;
  const isWhole = !isUnsettled(stateOf(now, meta));
  const change =
    difference === undefined || difference === 0 || !isWhole
      ? undefined
      : say(difference > 0 ? words.headline.more : words.headline.fewer, { n: format.short(Math.abs(difference)) });
  return (
    <h1 key={path} className={styles.sentence} data-testid="sentence">
      <Rich
        template={templateOf(stateOf(now, meta), change !== undefined, text)}
        values={{
          people: <Evidence text={people} exact={exact} meta={meta} point={now} path={path} />,
          period: <strong>{periodName(now, meta, language)}</strong>,
          change: <strong>{change}</strong>,
        }}
      />
    </h1>
  );
}

function templateOf(state: PointState, hasChanged: boolean, text: Words['signups']): string {
  if (state === 'running') return text.sentenceRunning;
  if (state === 'cut') return text.sentenceCut;
  return hasChanged ? text.sentenceChange : text.sentence;
}
