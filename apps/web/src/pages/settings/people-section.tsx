import type { Person } from '@grapevine/contracts';
import { useRef, useState } from 'react';
import { useInvite, usePeople, useRemovePerson } from '../../app/api/settings-questions.js';
import { Button } from '../../app/controls/button.js';
import { Command } from '../../app/controls/command.js';
import { ConfirmDialog } from '../../app/controls/confirm-dialog.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Section } from '../../app/controls/section.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

/** Who may sign in, and links for those who may from now on. */
export function PeopleSection() {
  const { words, format, say } = useLanguage();
  const people = usePeople();
  const invite = useInvite();
  const remove = useRemovePerson();
  const [going, setGoing] = useState<Person>();
  const dialog = useRef<HTMLDialogElement>(null);
  const ask = (person: Person) => {
    setGoing(person);
    dialog.current?.showModal();
  };
  return (
    <Section title={words.settings.people} about={words.settings.peopleAbout}>
      {people.isError && (
        <Trouble error={people.error} retrying={people.isFetching} onRetry={() => void people.refetch()} />
      )}
      <ul className={styles.list}>
        {people.data?.data.map((person) => (
          <li key={person.id}>
            <div>
              <p>
                <strong>{person.email}</strong>
              </p>
              <p className={styles.faint}>
                {person.last_signed_in_at
                  ? say(words.settings.lastSignedIn, { day: format.day(person.last_signed_in_at.slice(0, 10)) })
                  : words.settings.neverSignedIn}
              </p>
            </div>
            <Button onClick={() => ask(person)} aria-label={say(words.settings.removeNamed, { name: person.email })}>
              {words.settings.remove}
            </Button>
          </li>
        ))}
      </ul>
      {people.data?.data.length === 0 && <p className={styles.note}>{words.settings.nobody}</p>}
      <Outcome error={remove.error} done={remove.isSuccess ? words.settings.removed : undefined} />
      <div className={styles.actions}>
        <Button disabled={invite.isPending} onClick={() => invite.mutate()}>
          {words.settings.invite}
        </Button>
      </div>
      <Outcome error={invite.error} />
      {invite.data && (
        <div role="status" className={styles.shown}>
          <p>{words.settings.inviteText}</p>
          <Command text={`${window.location.origin}/sign-in#token=${invite.data.token}`} what={words.copy.link} />
        </div>
      )}
      <ConfirmDialog
        ref={dialog}
        title={words.settings.removeTitle}
        name={going?.email ?? ''}
        action={words.settings.remove}
        onConfirm={() => going && remove.mutate(going.id)}
      >
        <p>{words.settings.removeText}</p>
      </ConfirmDialog>
    </Section>
  );
}
