import type { SavedExport } from '@grapevine/contracts';
import { ArrowLeft } from 'lucide-react';
import { Link } from 'wouter';
import { ApiError } from '../../app/api/client.js';
import { useExport } from '../../app/api/export-questions.js';
import { useMetrics, useStatus } from '../../app/api/questions.js';
import { StaleNotice } from '../../app/controls/stale-notice.js';
import { Trouble } from '../../app/controls/trouble.js';
import { Backfills } from './backfills.js';
import { ExportActions } from './export-actions.js';
import { fileText, questionText, rangeText, scheduleText, whereText } from './export-text.js';
import styles from './exports.module.css';
import { Paused } from './exports-list.js';
import { useAddressOf } from './place.js';
import { Runs } from './runs.js';
import { useSpeech } from './use-speech.js';

/** One export: what it does, what can be done with it, and what became of its runs. */
export function ExportView({ id, zone }: { id: string; zone: string }) {
  const { language, own } = useSpeech();
  const saved = useExport(id);
  const status = useStatus();
  const addressOf = useAddressOf();
  const isGone = saved.error instanceof ApiError && saved.error.status === 404;
  return (
    <>
      <Link to={addressOf({})} className={styles.back}>
        <ArrowLeft size={16} aria-hidden />
        {own.back}
      </Link>
      <h1 tabIndex={-1}>{isGone ? own.gone : (saved.data?.name ?? language.words.nav.exports)}</h1>
      {isGone && <p>{own.goneText}</p>}
      <StaleNotice status={status} numbers={isGone ? [] : [saved]} />
      {saved.isError && saved.data === undefined && !isGone && (
        <Trouble error={saved.error} retrying={saved.isFetching} onRetry={() => void saved.refetch()} />
      )}
      {saved.data && !isGone && (
        <>
          <Facts of={saved.data} zone={zone} />
          <ExportActions saved={saved.data} />
          <Backfills id={id} />
          <Runs id={id} zone={zone} />
        </>
      )}
    </>
  );
}

function Facts({ of: saved, zone }: { of: SavedExport; zone: string }) {
  const speech = useSpeech();
  const { language, own } = speech;
  const metrics = useMetrics().data?.data ?? [];
  const { facts } = own;
  const options = [
    ...(saved.incomplete_periods ? [facts.incomplete] : []),
    ...(saved.send_corrections ? [facts.corrections] : []),
  ];
  const next = saved.next_due_at;
  return (
    <dl className={styles.facts}>
      <Fact name={facts.what}>{questionText(saved.question, metrics, speech)}</Fact>
      <Fact name={facts.range}>{rangeText(saved.range, speech)}</Fact>
      <Fact name={facts.when}>
        {scheduleText(saved.schedule, speech)}
        {next !== null && <>, {language.say(own.next, { instant: language.format.instant(next, zone) })}</>}{' '}
        {saved.paused && <Paused text={own.paused} />}
      </Fact>
      <Fact name={facts.where}>{whereText(saved.destination, speech)}</Fact>
      {saved.alert && <Fact name={facts.alert}>{whereText(saved.alert, speech)}</Fact>}
      <Fact name={facts.file}>
        {fileText(saved, speech)} · <code>{saved.file_prefix}_…</code>
      </Fact>
      {options.length > 0 && <Fact name={facts.options}>{options.join('; ')}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
