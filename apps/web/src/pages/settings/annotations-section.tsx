import type { Annotation } from '@grapevine/contracts';
import { type FormEvent, useState } from 'react';
import {
  useAddAnnotation,
  useAnnotations,
  useChangeAnnotation,
  useDeleteAnnotation,
} from '../../app/api/annotation-questions.js';
import { Button } from '../../app/controls/button.js';
import { Field, faultOf } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Section } from '../../app/controls/section.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

/** What happened on which day: charts over time show it. */
export function AnnotationsSection() {
  const { words, format, say } = useLanguage();
  const annotations = useAnnotations();
  const add = useAddAnnotation();
  const change = useChangeAnnotation();
  const remove = useDeleteAnnotation();
  /** The id of the note that the form changes; without it the form adds one. */
  const [edited, setEdited] = useState<string>();
  const [date, setDate] = useState('');
  const [text, setText] = useState('');
  /** The note that was deleted last: until the next change it can be had back. */
  const [deleted, setDeleted] = useState<Annotation>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDeleted(undefined);
    const note = { date, text: text.trim() };
    if (edited === undefined) add.mutate(note, { onSuccess: () => fill() });
    else change.mutate({ id: edited, ...note }, { onSuccess: () => fill() });
  };
  const fill = (note?: Annotation) => {
    setEdited(note?.id);
    setText(note?.text ?? '');
    if (note) setDate(note.date);
  };
  const error = add.error ?? change.error ?? remove.error;
  const isPending = add.isPending || change.isPending;
  return (
    <Section title={words.settings.annotations} about={words.settings.annotationsAbout}>
      <form onSubmit={submit} className={styles.form}>
        <div className={styles.pair}>
          <Field
            label={words.settings.day}
            type="date"
            required
            fault={faultOf(error, 'date', words)}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
          <Field
            label={words.settings.what}
            required
            maxLength={280}
            fault={faultOf(error, 'text', words)}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <div className={styles.actions}>
          <Button type="submit" disabled={isPending || date === '' || text.trim() === ''}>
            {edited === undefined ? words.settings.annotate : words.settings.save}
          </Button>
          {edited !== undefined && <Button onClick={() => fill()}>{words.confirm.cancel}</Button>}
        </div>
        <Outcome
          atFields={['date', 'text']}
          error={error}
          done={add.isSuccess || change.isSuccess ? words.settings.saved : undefined}
        />
      </form>
      {annotations.isError && (
        <Trouble
          error={annotations.error}
          retrying={annotations.isFetching}
          onRetry={() => void annotations.refetch()}
        />
      )}
      {deleted && (
        <p role="status" className={styles.undo}>
          {say(words.settings.noteDeleted, { day: format.day(deleted.date), name: deleted.text })}
          <Button
            // The button that had the focus is gone with its note.
            autoFocus
            onClick={() =>
              add.mutate({ date: deleted.date, text: deleted.text }, { onSuccess: () => setDeleted(undefined) })
            }
          >
            {words.settings.undo}
          </Button>
        </p>
      )}
      <ul className={styles.list}>
        {annotations.data?.data.map((note) => (
          <Note
            key={note.id}
            note={note}
            disabled={isPending || remove.isPending}
            onEdit={() => fill(note)}
            onDelete={() =>
              remove.mutate(note.id, {
                onSuccess: () => {
                  setDeleted(note);
                  if (note.id === edited) fill();
                },
              })
            }
          />
        ))}
      </ul>
    </Section>
  );
}

interface NoteProps {
  note: Annotation;
  disabled: boolean;
  onEdit(): void;
  onDelete(): void;
}

function Note({ note, disabled, onEdit, onDelete }: NoteProps) {
  const { words, format, say } = useLanguage();
  return (
    <li>
      <div>
        <p>
          <strong>{format.day(note.date)}</strong> {note.text}
        </p>
        {note.author && <p className={styles.faint}>{note.author}</p>}
      </div>
      <div className={styles.actions}>
        <Button disabled={disabled} aria-label={say(words.settings.editNamed, { name: note.text })} onClick={onEdit}>
          {words.settings.edit}
        </Button>
        <Button
          disabled={disabled}
          aria-label={say(words.settings.deleteNamed, { name: note.text })}
          onClick={onDelete}
        >
          {words.settings.delete}
        </Button>
      </div>
    </li>
  );
}
