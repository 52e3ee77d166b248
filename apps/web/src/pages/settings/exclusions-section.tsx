import type { ExclusionDecision, Workspace } from '@grapevine/contracts';
import { type FormEvent, useRef, useState } from 'react';
import { useDecideExclusion, useExclusions, usePreviewExclusion } from '../../app/api/settings-questions.js';
import { Button } from '../../app/controls/button.js';
import { Field, faultOf } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Section } from '../../app/controls/section.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import { ExcludeDialog } from './exclude-dialog.js';
import { ExclusionSubject, isReadySubject, nameOf, type Subject, subjectOf } from './exclusion-subject.js';
import styles from './settings.module.css';

const NOBODY: Subject = { kind: 'members', members: '', dimension: '', value: '' };

/** Members and segments that count nowhere: spammers, one's own tests. */
export function ExclusionsSection({ workspace }: { workspace: Workspace }) {
  const { words, count } = useLanguage();
  const exclusions = useExclusions();
  const preview = usePreviewExclusion();
  const decide = useDecideExclusion();
  const dialog = useRef<HTMLDialogElement>(null);
  const [subject, setSubject] = useState(NOBODY);
  const [reason, setReason] = useState('');
  const ready = isReadySubject(subject) && reason.trim() !== '';
  const act = (action: ExclusionDecision['action']) =>
    decide.mutate(
      { action, change: { ...subjectOf(subject), reason: reason.trim() } },
      {
        onSuccess: () => {
          setSubject({ ...NOBODY, kind: subject.kind });
          setReason('');
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decide.reset();
    preview.mutate(subjectOf(subject), { onSuccess: () => dialog.current?.showModal() });
  };
  const error = preview.error ?? decide.error;
  const busy = preview.isPending || decide.isPending;
  return (
    <Section title={words.settings.exclusions} about={words.settings.exclusionsAbout}>
      {exclusions.data && <p>{count(words.settings.excludedNow, exclusions.data.excluded_members)}</p>}
      <form onSubmit={submit} className={styles.form}>
        <ExclusionSubject subject={subject} dimensions={workspace.dimensions} error={error} onChange={setSubject} />
        <Field
          label={words.settings.reason}
          hint={words.settings.reasonHint}
          fault={faultOf(error, 'reason', words)}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={styles.actions}>
          <Button onClick={() => act('include')} disabled={!ready || busy}>
            {words.settings.include}
          </Button>
          <Button type="submit" look="main" disabled={!ready || busy}>
            {words.settings.exclude}
          </Button>
        </div>
        <Outcome error={error} done={decide.isSuccess ? words.settings.decided : undefined} />
      </form>
      <ExcludeDialog
        ref={dialog}
        name={nameOf(subjectOf(subject), workspace)}
        preview={preview.data}
        onConfirm={() => act('exclude')}
      />
      {exclusions.isError && (
        <Trouble error={exclusions.error} retrying={exclusions.isFetching} onRetry={() => void exclusions.refetch()} />
      )}
      <Decisions
        decisions={exclusions.data?.data ?? []}
        excluded={exclusions.data?.excluded_segments ?? []}
        busy={decide.isPending}
        onUndo={(change) => decide.mutate({ action: 'include', change })}
      />
    </Section>
  );
}

interface DecisionsProps {
  decisions: readonly ExclusionDecision[];
  excluded: ExclusionDecision['segments'];
  busy: boolean;
  onUndo(change: { member_ids: string[]; segments: ExclusionDecision['segments']; reason: string }): void;
}

/** What was decided, the last first. A segment is known and can be taken in again here; who a member is only the registry knows. */
function Decisions({ decisions, excluded, busy, onUndo }: DecisionsProps) {
  const { words, format, count, say } = useLanguage();
  const isExcluded = ({ segments }: ExclusionDecision): boolean =>
    segments.length > 0 &&
    segments.every(({ dimension, value }) =>
      excluded.some((one) => one.dimension === dimension && one.value === value),
    );
  if (decisions.length === 0) return <p className={styles.note}>{words.settings.noExclusions}</p>;
  return (
    <ul className={styles.list}>
      {decisions.map((decision) => (
        <li key={decision.id}>
          <div>
            <p>
              <strong>{decision.action === 'exclude' ? words.settings.excluded : words.settings.included}</strong>{' '}
              {decision.members > 0 && count(words.settings.members, decision.members)}{' '}
              {decision.segments.map(({ dimension, value }) => `${dimension}: ${value}`).join(', ')}
            </p>
            <p className={styles.faint}>
              {decision.reason} · {format.instant(decision.decided_at, 'UTC')}
            </p>
          </div>
          {decision.action === 'exclude' && isExcluded(decision) && (
            <Button
              disabled={busy}
              onClick={() =>
                onUndo({
                  member_ids: [],
                  segments: decision.segments,
                  reason: say(words.settings.undoReason, { reason: decision.reason }),
                })
              }
            >
              {words.settings.undo}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
