import { Field } from '../../app/controls/field.js';
import { Check } from './check.js';
import type { S3Draft } from './s3-draft.js';
import { useExportWords } from './words/use-export-words.js';

interface S3FieldsProps {
  s3: S3Draft;
  /** Whether the secret is set already, and stays where it is left empty. */
  isSet: boolean;
  fault(name: string): string | undefined;
  onEdit(changed: Partial<S3Draft>): void;
}

/** A bucket, and the access key to it. */
export function S3Fields({ s3, isSet, fault, onEdit }: S3FieldsProps) {
  const { form } = useExportWords();
  const text = (name: Exclude<keyof S3Draft, 'path_style'>, maxLength: number) => ({
    ...{ maxLength, value: s3[name], fault: fault(name) },
    onChange: (event: { currentTarget: { value: string } }) => onEdit({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <Field label={form.bucket} required {...text('bucket', 63)} />
      <Field label={form.prefix} hint={form.prefixHint} {...text('prefix', 500)} />
      <Field label={form.region} hint={form.regionHint} required {...text('region', 63)} />
      <Field label={form.endpoint} hint={form.endpointHint} type="url" {...text('endpoint', 500)} />
      <Check text={form.pathStyle} checked={s3.path_style} onChange={(path_style) => onEdit({ path_style })} />
      <Field label={form.accessKeyId} required {...text('access_key_id', 128)} />
      <Field
        label={form.secretAccessKey}
        hint={isSet ? form.keepOfKey : undefined}
        type="password"
        autoComplete="new-password"
        minLength={8}
        required={!isSet}
        {...text('secret_access_key', 256)}
      />
    </>
  );
}
