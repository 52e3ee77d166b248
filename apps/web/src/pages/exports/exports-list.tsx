import type { MetricDescription, SavedExport } from '@grapevine/contracts';
import { CirclePause, Plus } from 'lucide-react';
import { Link } from 'wouter';
import { useExports } from '../../app/api/export-questions.js';
import { useMetrics, useStatus } from '../../app/api/questions.js';
import { Button } from '../../app/controls/button.js';
import { StaleNotice } from '../../app/controls/stale-notice.js';
import { Trouble } from '../../app/controls/trouble.js';
import { fileText, periodText, questionText, rangeText, scheduleText, whereText } from './export-text.js';
import styles from './exports.module.css';
import { useAddressOf } from './place.js';
import { StateBadge } from './state-badge.js';
import { useSpeech } from './use-speech.js';

/** Everything that is saved, and how it is doing. @param zone that of the workspace */
export function ExportsList({ zone }: { zone: string }) {
  const { language, own } = useSpeech();
  const { words } = language;
  const exports = useExports();
  const status = useStatus();
  const metrics = useMetrics().data?.data ?? [];
  const saved = exports.data?.pages.flatMap(({ data }) => data);
  const isEmpty = saved?.length === 0;
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1 tabIndex={-1}>{words.nav.exports}</h1>
          <p className={styles.faint}>{own.about}</p>
        </div>
        {!isEmpty && <NewLink text={own.create} />}
      </header>
      <StaleNotice status={status} numbers={[exports]} />
      {exports.isError && saved === undefined && (
        <Trouble error={exports.error} retrying={exports.isFetching} onRetry={() => void exports.refetch()} />
      )}
      {exports.isPending && <ListSkeleton label={words.chart.loading} />}
      {isEmpty && (
        <section className={styles.empty}>
          <h2>{own.empty}</h2>
          <p>{own.emptyText}</p>
          <NewLink text={own.first} />
        </section>
      )}
      {saved && saved.length > 0 && (
        <ul className={styles.list} aria-label={own.list}>
          {saved.map((one) => (
            <Row key={one.id} of={one} metrics={metrics} zone={zone} />
          ))}
        </ul>
      )}
      {exports.hasNextPage && (
        <Button disabled={exports.isFetchingNextPage} onClick={() => void exports.fetchNextPage()}>
          {own.more}
        </Button>
      )}
    </>
  );
}

function NewLink({ text }: { text: string }) {
  const addressOf = useAddressOf();
  return (
    <Link to={addressOf({ form: true })} className={styles.main}>
      <Plus size={16} aria-hidden />
      {text}
    </Link>
  );
}

/** Three rows as they are going to be. */
function ListSkeleton({ label }: { label: string }) {
  return (
    <div className={styles.skeleton} role="status">
      <span className="only-heard">{label}</span>
      <div />
      <div />
      <div />
    </div>
  );
}

interface RowProps {
  of: SavedExport;
  metrics: readonly MetricDescription[];
  zone: string;
}

function Row({ of: saved, metrics, zone }: RowProps) {
  const speech = useSpeech();
  const { language, own } = speech;
  const addressOf = useAddressOf();
  const { last_run: last, next_due_at: next } = saved;
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <h2>
          <Link to={addressOf({ id: saved.id })}>{saved.name}</Link>
        </h2>
        <p>{questionText(saved.question, metrics, speech)}</p>
        <p className={styles.faint}>
          {rangeText(saved.range, speech)} · {fileText(saved, speech)}
        </p>
      </div>
      <div>
        <p>{scheduleText(saved.schedule, speech)}</p>
        {next !== null && (
          <p className={styles.faint}>{language.say(own.next, { instant: language.format.instant(next, zone) })}</p>
        )}
        {saved.paused && <Paused text={own.paused} />}
        <p className={styles.faint}>{whereText(saved.destination, speech)}</p>
      </div>
      <div>
        {last ? <StateBadge state={last.state} /> : <p className={styles.faint}>{own.neverRun}</p>}
        {last && <p className={styles.faint}>{periodText(last.period, speech)}</p>}
        {last?.error && last.state !== 'complete' && (
          <p className={styles.fault} lang="en">
            {last.error}
          </p>
        )}
      </div>
    </li>
  );
}

/** Said beside a schedule that makes no runs. */
export function Paused({ text }: { text: string }) {
  return (
    <span className={styles.state}>
      <CirclePause size={16} aria-hidden />
      {text}
    </span>
  );
}
