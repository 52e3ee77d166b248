import type { ExclusionPreviewRequest, Workspace } from '@grapevine/contracts';
import { useId } from 'react';
import { Field, faultOf } from '../../app/controls/field.js';
import { Segmented } from '../../app/controls/segmented.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

/** Who is meant: members by their ids, or everybody of a segment. */
export interface Subject {
  readonly kind: 'members' | 'segment';
  /** One id a line. */
  readonly members: string;
  readonly dimension: string;
  readonly value: string;
}

const idsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const isReadySubject = ({ kind, members, dimension, value }: Subject): boolean =>
  kind === 'members' ? idsOf(members).length > 0 : dimension !== '' && value.trim() !== '';

/** As the API takes it. */
export const subjectOf = ({ kind, members, dimension, value }: Subject): ExclusionPreviewRequest =>
  kind === 'members'
    ? { member_ids: idsOf(members), segments: [] }
    : { member_ids: [], segments: [{ dimension, value: value.trim() }] };

/** What has to be typed before they are excluded: their own name where there is one, else that of the workspace. */
export function nameOf({ member_ids, segments }: ExclusionPreviewRequest, { name }: Workspace): string {
  const names = [...member_ids, ...segments.map(({ dimension, value }) => `${dimension}:${value}`)];
  return (names.length === 1 ? names[0] : undefined) ?? name;
}

interface ExclusionSubjectProps {
  subject: Subject;
  dimensions: readonly string[];
  error: Error | null;
  onChange(subject: Subject): void;
}

export function ExclusionSubject({ subject, dimensions, error, onChange }: ExclusionSubjectProps) {
  const { words } = useLanguage();
  const id = useId();
  return (
    <>
      <Segmented
        label={words.settings.who}
        value={subject.kind}
        options={[
          { value: 'members', text: words.settings.byMember },
          { value: 'segment', text: words.settings.bySegment },
        ]}
        onChange={(kind) => onChange({ ...subject, kind })}
      />
      {subject.kind === 'members' ? (
        <div className={styles.area}>
          <label htmlFor={id}>{words.settings.memberIds}</label>
          <textarea
            id={id}
            rows={3}
            spellCheck={false}
            value={subject.members}
            onChange={(event) => onChange({ ...subject, members: event.currentTarget.value })}
          />
          <p className={styles.faint}>{words.settings.memberIdsHint}</p>
        </div>
      ) : (
        <div className={styles.pair}>
          <div className={styles.area}>
            <label htmlFor={id}>{words.settings.dimension}</label>
            <select
              id={id}
              value={subject.dimension}
              onChange={(event) => onChange({ ...subject, dimension: event.currentTarget.value })}
            >
              <option value="">{words.settings.choose}</option>
              {dimensions.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
          <Field
            label={words.settings.value}
            value={subject.value}
            maxLength={128}
            fault={faultOf(error, 'segments.0.value', words)}
            onChange={(event) => onChange({ ...subject, value: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}
