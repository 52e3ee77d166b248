import type { SeriesAnswer } from '@grapevine/contracts';
import { seriesPath } from '../../app/api/questions.js';
import { useRestatements } from '../../app/api/restatement-questions.js';
import { type Language, Rich, useLanguage } from '../../app/language/language.js';
import { Evidence } from '../../charts/frame/evidence.js';
import { notesAt, type RestatedNote, restatedNotes } from '../../charts/frame/restated.js';
import { valueWords } from '../../charts/frame/value-words.js';
import { beginsWithin, elapsed, endsWithin } from '../../charts/prepare/point-state.js';
import styles from './headline.module.css';
import { type Comparison, type Earlier, type HeadlineFacts, headlineFacts, type Valued } from './headline-facts.js';

interface HeadlineProps {
  answer: SeriesAnswer;
  /** Name of the workspace. */
  product: string;
}

/** What the page says, as a sentence; each of its numbers opens where it comes from. */
export function Headline({ answer, product }: HeadlineProps) {
  const language = useLanguage();
  const { words } = language;
  const { meta } = answer;
  const facts = headlineFacts(answer.data, meta);
  const restatements = useRestatements(answer, meta.metric);
  const values = valueWords(meta.metric, meta.unit, language);
  const restated = restatedNotes(restatements, [{ metric: meta.metric, values }], meta.time_zone, language);
  const { now, comparison } = facts;
  const subject = now ?? facts.unfinished;
  if (!subject) return <h1 className={styles.sentence}>{words.headline.noneInRange}</h1>;
  const { when } = words.headline;
  const parts = {
    people: <People point={subject} answer={answer} restated={restated} />,
    product: <span className={styles.product}>{product}</span>,
    when: (
      <Rich template={when[unitOf(meta)]} values={{ period: <strong>{nameOf(subject, meta, language)}</strong> }} />
    ),
    ...(now && comparison && comparisonValues(now, comparison, answer, restated, language)),
  };
  return (
    <header className={styles.headline}>
      {/* Of another question it is another sentence: it takes the place of the last one, whose words do not wander. */}
      <h1 key={JSON.stringify([meta.range, meta.filter])} className={styles.sentence} data-testid="headline">
        <Rich template={sentence(facts, language)} values={parts} />
      </h1>
      {notes(answer, facts, language).map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </header>
  );
}

function People({
  point,
  answer,
  restated,
}: {
  point: Valued;
  answer: SeriesAnswer;
  restated: readonly RestatedNote[];
}) {
  const { words, format, count } = useLanguage();
  return (
    <Evidence
      text={count(words.headline.people, point.value, format.short(point.value))}
      exact={count(words.headline.people, point.value)}
      meta={answer.meta}
      point={point}
      restated={notesAt(restated, point.period)}
      path={questionOf(answer, point)}
    />
  );
}

/** The question that gives the number of a period; with an earlier period, that of both. */
function questionOf({ meta }: SeriesAnswer, point: Earlier, before = point): string {
  const { metric, grain, filter } = meta;
  return seriesPath({ metric, grain, from: before.start, to: point.end, ...(filter ? { filter } : {}) });
}

function sentence({ now, comparison, isFirst, unfinished }: HeadlineFacts, { words: { headline } }: Language): string {
  if (!now) return unfinished?.complete ? headline.cut : headline.running;
  if (!comparison) return isFirst ? headline.first : headline.alone;
  return comparison.change === 0 ? headline.same : headline.changed;
}

function comparisonValues(
  now: Valued,
  { before, change }: Comparison,
  answer: SeriesAnswer,
  restated: readonly RestatedNote[],
  language: Language,
) {
  const { meta } = answer;
  const { words, format, say, count } = language;
  const when = (period: Earlier) =>
    say(words.headline.before[unitOf(meta)], { period: nameOf(period, meta, language) });
  const relative = before.value > 0 ? ` (${format.percentChange(change / before.value)})` : '';
  const evidence = (
    <Evidence
      text={say(change > 0 ? words.headline.more : words.headline.fewer, { n: format.short(Math.abs(change)) })}
      exact={`${format.change(change)}${relative}`}
      explanation={say(words.evidence.compared, {
        now: count(words.headline.people, now.value),
        when: when(now),
        before: format.integer(before.value),
        whenBefore: when(before),
      })}
      meta={meta}
      point={now}
      restated={[now, before].flatMap((one) =>
        notesAt(restated, one.period).map((note) => `${nameOf(one, meta, language)}: ${note}`),
      )}
      path={questionOf(answer, now, before)}
    />
  );
  return { change: evidence, before: when(before) };
}

/** The sentence is about months, or about days where the range is short. */
const unitOf = ({ grain }: SeriesAnswer['meta']) => (grain === 'day' ? 'day' : 'month');

const nameOf = (period: Earlier, { grain }: SeriesAnswer['meta'], language: Language): string =>
  grain === 'day' ? language.format.days(period.start, period.start) : language.format.month(period.start);

/** What must be known to take the sentence for what it is: months that are not covered whole, and the one that is not over. */
function notes({ meta }: SeriesAnswer, facts: HeadlineFacts, language: Language): string[] {
  const { comparison, unfinished } = facts;
  const { words, format, say } = language;
  const partly = comparison?.before ?? facts.now;
  const begin = partly && beginsWithin(partly, meta);
  const found: string[] = [];
  if (begin) {
    found.push(say(words.headline.noteDataBegins, { day: format.day(begin), month: format.month(partly.start) }));
  }
  const open = unfinished && unfinishedNote(unfinished, facts.now === undefined, meta, language);
  return open === undefined ? found : [...found, open];
}

/** @param isSubject whether the sentence itself has no other month to tell of */
function unfinishedNote(
  point: Valued,
  isSubject: boolean,
  meta: SeriesAnswer['meta'],
  language: Language,
): string | undefined {
  const { format, say, count } = language;
  const { headline } = language.words;
  if (meta.grain === 'day') {
    if (isSubject) return undefined;
    return say(headline.noteRunningDay, {
      day: format.days(point.start, point.start),
      people: count(headline.people, point.value),
    });
  }
  const values = { month: format.month(point.start), people: count(headline.people, point.value) };
  const end = endsWithin(point, meta);
  if (end)
    return say(isSubject ? headline.noteDataEndsOnly : headline.noteDataEnds, { ...values, day: format.day(end) });
  const { day, days } = elapsed(point, meta.as_of, meta.time_zone);
  return say(isSubject ? headline.noteRunningOnly : headline.noteRunning, {
    ...values,
    day: format.integer(day),
    days: format.integer(days),
  });
}
