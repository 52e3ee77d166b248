import type { Key } from '@grapevine/contracts';
import { useRef, useState } from 'react';
import { useKeys, useRevokeKey } from '../../app/api/settings-questions.js';
import { Button } from '../../app/controls/button.js';
import { ConfirmDialog } from '../../app/controls/confirm-dialog.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Section } from '../../app/controls/section.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import { NewKeyForm } from './new-key-form.js';
import styles from './settings.module.css';

/** The keys of the workspace: made, shown once, and revoked. */
export function KeysSection() {
  const { words, say } = useLanguage();
  const keys = useKeys();
  const revoke = useRevokeKey();
  const [going, setGoing] = useState<Key>();
  const dialog = useRef<HTMLDialogElement>(null);
  const ask = (key: Key) => {
    setGoing(key);
    dialog.current?.showModal();
  };
  return (
    <Section title={words.settings.keys} about={words.settings.keysAbout}>
      <NewKeyForm />
      {keys.isError && <Trouble error={keys.error} retrying={keys.isFetching} onRetry={() => void keys.refetch()} />}
      <ul className={styles.list}>
        {keys.data?.data.map((key) => (
          <KeyRow key={key.id} of={key} onRevoke={() => ask(key)} />
        ))}
      </ul>
      <Outcome error={revoke.error} done={revoke.isSuccess ? words.settings.revoked : undefined} />
      <ConfirmDialog
        ref={dialog}
        title={words.settings.revokeTitle}
        name={going?.name ?? ''}
        action={words.settings.revoke}
        onConfirm={() => going && revoke.mutate(going.id)}
      >
        <p>{say(words.settings.revokeText, { name: going?.name ?? '', hint: going?.hint ?? '' })}</p>
      </ConfirmDialog>
    </Section>
  );
}

function KeyRow({ of: key, onRevoke }: { of: Key; onRevoke(): void }) {
  const { words, format, say } = useLanguage();
  const used = key.last_used_at
    ? say(words.settings.lastUsed, { ago: format.ago(Math.max(Date.now() - Date.parse(key.last_used_at), 0)) })
    : words.settings.neverUsed;
  return (
    <li data-revoked={key.revoked_at !== null || undefined}>
      <div>
        <p>
          <strong>{key.name}</strong> <code>…{key.hint}</code>
        </p>
        <p className={styles.faint}>
          {key.scopes.map((scope) => words.settings.scope[scope]).join(', ')} ·{' '}
          {say(words.settings.created, { day: format.day(key.created_at.slice(0, 10)) })} ·{' '}
          {key.revoked_at ? words.settings.isRevoked : used}
        </p>
      </div>
      {!key.revoked_at && (
        <Button onClick={onRevoke} aria-label={say(words.settings.revokeNamed, { name: key.name })}>
          {words.settings.revoke}
        </Button>
      )}
    </li>
  );
}
