import type { AnswerMeta } from '@grapevine/contracts';
import { type ReactNode, useId } from 'react';
import { asCurl } from '../../app/api/paths.js';
import { Command } from '../../app/controls/command.js';
import { Popover } from '../../app/controls/popover.js';
import { useLanguage } from '../../app/language/language.js';
import { definitionWords } from '../../app/language/metric-words.js';
import type { Slot } from '../prepare/chart-data.js';
import { stateOf } from '../prepare/point-state.js';
import styles from './evidence.module.css';
import { stateWords } from './state-words.js';

interface EvidenceProps {
  /** The number as the sentence says it. */
  text: string;
  /** The number to the last digit. */
  exact: string;
  /** How the number follows from others, where it does. */
  explanation?: string;
  meta: AnswerMeta;
  point: Slot & { value: number | null };
  /** What is said of it, or of numbers that it is made of, where they were restated. */
  restated?: readonly string[];
  /** The question that gives the number. */
  path: string;
}

/** A number of a sentence. It opens what it means, how far it reaches, and the question that gives the same number. */
export function Evidence({ text, exact, explanation, meta, point, restated = [], path }: EvidenceProps) {
  const language = useLanguage();
  const { words, format, say } = language;
  const id = useId();
  const facts: [string, ReactNode][] = [
    [words.evidence.definition, <Definition key="definition" meta={meta} />],
    [words.evidence.activity, <Activity key="activity" meta={meta} />],
    [words.evidence.period, format.days(point.start, point.end)],
    [words.evidence.zone, meta.time_zone],
    [words.evidence.state, <State key="state" point={point} meta={meta} />],
    ...restated.map((note): [string, ReactNode] => [words.evidence.restated, note]),
    [words.evidence.asOf, format.instant(meta.as_of, meta.time_zone)],
    [words.evidence.through, meta.data_through ? format.day(meta.data_through) : words.state.missing],
  ];
  return (
    <>
      <button type="button" className={styles.number} popoverTarget={id}>
        {text}
      </button>
      <Popover id={id} label={say(words.evidence.openFor, { number: text })}>
        <div className={styles.evidence}>
          <p className={styles.exact}>{exact}</p>
          {explanation !== undefined && <p className={styles.explanation}>{explanation}</p>}
          <dl>
            {facts.map(([name, value]) => (
              <div key={typeof value === 'string' ? name + value : name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className={styles.ask}>{words.evidence.ask}</p>
          <Command text={asCurl(path, window.location.origin)} what={words.copy.command} />
        </div>
      </Popover>
    </>
  );
}

function State({ point, meta }: Pick<EvidenceProps, 'point' | 'meta'>) {
  const language = useLanguage();
  const { words } = language;
  const state = stateOf(point, meta);
  const isOver = state === 'sealed' || state === 'complete' || state === 'cut';
  const meaning = !isOver ? '' : point.sealed ? words.state.sealedMeans : words.state.completeMeans;
  return (
    <>
      {stateWords(point, meta, language)} <small>{meaning}</small>
    </>
  );
}

function Definition({ meta: { definition } }: { meta: AnswerMeta }) {
  const { words, say } = useLanguage();
  const version = say(words.evidence.version, { id: definition.id, version: String(definition.version) });
  return (
    <>
      {definitionWords(definition, words)} <small>{version}</small>
    </>
  );
}

function Activity({ meta }: { meta: AnswerMeta }) {
  const { words, say } = useLanguage();
  return (
    <>
      {meta.activity_types.map((type) => (
        <code key={type}>{type}</code>
      ))}
      <small>{say(words.evidence.settings, { version: String(meta.definition_version) })}</small>
    </>
  );
}
