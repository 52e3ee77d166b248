import { SelectField } from '../../app/controls/field.js';
import type { ExportDraft } from './export-draft.js';
import styles from './exports.module.css';
import { Options } from './options.js';
import type { PartProps } from './part-props.js';
import { useExportWords } from './words/use-export-words.js';

/** What each file is. */
export function FileFields({ draft, fault, onEdit }: PartProps) {
  const { form } = useExportWords();
  const isParquet = draft.format === 'parquet';
  return (
    <div className={styles.pair}>
      <SelectField
        label={form.format}
        value={draft.format}
        fault={fault('format')}
        onChange={(event) => onEdit({ format: event.currentTarget.value as ExportDraft['format'] })}
      >
        <Options texts={form.formats} />
      </SelectField>
      <SelectField
        label={form.compression}
        hint={isParquet ? form.compressedWithin : undefined}
        value={isParquet ? 'none' : draft.compression}
        disabled={isParquet}
        fault={fault('compression')}
        onChange={(event) => onEdit({ compression: event.currentTarget.value as ExportDraft['compression'] })}
      >
        <Options texts={form.compressions} />
      </SelectField>
    </div>
  );
}
