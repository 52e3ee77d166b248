import type { ExportRun } from '@grapevine/contracts';
import { isOpen, useCancelRun, useExportRuns, useRunExport } from '../../app/api/export-questions.js';
import { Button } from '../../app/controls/button.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Trouble } from '../../app/controls/trouble.js';
import type { Language } from '../../app/language/language.js';
import { periodText, type Speech } from './export-text.js';
import styles from './exports.module.css';
import { ManifestFacts } from './manifest-facts.js';
import { StateBadge } from './state-badge.js';
import { useSpeech } from './use-speech.js';
import type { ExportWords } from './words/en.js';

/** What became of the runs of an export, the last first. */
export function Runs({ id, zone }: { id: string; zone: string }) {
  const { language, own } = useSpeech();
  const runs = useExportRuns(id);
  const again = useRunExport(id);
  const cancel = useCancelRun();
  const all = runs.data?.pages.flatMap(({ data }) => data);
  const busy = again.isPending || cancel.isPending;
  const said = cancel.isSuccess ? own.done.cancelled : again.isSuccess ? own.done.run : undefined;
  return (
    <section aria-labelledby="export-runs">
      <h2 id="export-runs" className={styles.heading}>
        {own.runs}
      </h2>
      {runs.isError && all === undefined && (
        <Trouble error={runs.error} retrying={runs.isFetching} onRetry={() => void runs.refetch()} />
      )}
      {runs.isPending && <p className={styles.faint}>{language.words.chart.loading}</p>}
      {all?.length === 0 && <p className={styles.faint}>{own.noRuns}</p>}
      <Outcome error={again.error ?? cancel.error} done={said} />
      {all && all.length > 0 && (
        <ul className={styles.list}>
          {all.map((run) => (
            <Row
              key={run.id}
              of={run}
              zone={zone}
              busy={busy}
              onAgain={(period) => {
                cancel.reset();
                again.mutate({ period });
              }}
              onCancel={() => {
                again.reset();
                cancel.mutate(run.id);
              }}
            />
          ))}
        </ul>
      )}
      {runs.hasNextPage && (
        <Button disabled={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {own.more}
        </Button>
      )}
    </section>
  );
}

interface RowProps {
  of: ExportRun;
  zone: string;
  busy: boolean;
  onAgain(period: NonNullable<ExportRun['period']>): void;
  onCancel(): void;
}

function Row({ of: run, zone, busy, onAgain, onCancel }: RowProps) {
  const speech = useSpeech();
  const { language, own } = speech;
  const { say } = language;
  const period = periodText(run.period, speech);
  const { period: days } = run;
  return (
    <li className={styles.run}>
      <StateBadge state={run.state} />
      <div className={styles.what}>
        <p>
          <strong>{period}</strong>
        </p>
        <p className={styles.faint}>{aboutRun(run, zone, speech)}</p>
        {run.state in own.stateMeans && (
          <p className={styles.faint}>{own.stateMeans[run.state as keyof ExportWords['stateMeans']]}</p>
        )}
        {run.error !== null && (
          <p className={styles.fault} lang="en">
            {run.error}
          </p>
        )}
        {run.alerted_at !== null && (
          <p className={styles.faint}>{say(own.alerted, { instant: language.format.instant(run.alerted_at, zone) })}</p>
        )}
        {run.alert_error !== null && (
          <p className={styles.fault}>
            {own.alertMet} <span lang="en">{run.alert_error}</span>
          </p>
        )}
        {run.delivered_to !== null && <p>{say(own.to, { where: run.delivered_to })}</p>}
        {run.manifest && (
          <details>
            <summary>{own.manifest.title}</summary>
            <ManifestFacts manifest={run.manifest} />
          </details>
        )}
      </div>
      {isOpen(run) ? (
        <Button disabled={busy} onClick={onCancel} aria-label={say(own.act.cancelRun, { period })}>
          {own.act.cancel}
        </Button>
      ) : (
        days && (
          <Button disabled={busy} onClick={() => onAgain(days)} aria-label={say(own.act.runAgain, { period })}>
            {own.act.again}
          </Button>
        )
      )}
    </li>
  );
}

/** Why a run was made, how many rows it has, how many attempts it took, and how long. */
function aboutRun(run: ExportRun, zone: string, { language, own }: Speech): string {
  const { say, count, format } = language;
  const cause = say(run.due_at === null ? own.asked : own.due, {
    instant: format.instant(run.due_at ?? run.created_at, zone),
  });
  const kinds = [
    ...(run.backfill_id === null ? [] : [own.ofBackfill]),
    ...(run.correction ? [own.correction] : []),
    ...(run.test ? [own.test] : []),
  ];
  const attempts = run.attempts > 1 ? [count(own.attempts, run.attempts)] : [];
  return [...kinds, cause, ...rowsOf(run, own, language), ...attempts, ...tookOf(run, own, language)].join(' · ');
}

function rowsOf({ state, rows_written: rows }: ExportRun, own: ExportWords, { count }: Language): string[] {
  if (state === 'complete') return [count(own.rows, rows)];
  return state === 'running' ? [count(own.rowsSoFar, rows)] : [];
}

function tookOf({ state, started_at: start, finished_at: end }: ExportRun, own: ExportWords, language: Language) {
  if (state !== 'complete' || start === null || end === null) return [];
  const seconds = Math.max(Date.parse(end) - Date.parse(start), 0) / 1_000;
  return [language.say(own.took, { duration: language.format.duration(seconds) })];
}
