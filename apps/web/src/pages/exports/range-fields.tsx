import { Field, SelectField } from '../../app/controls/field.js';
import { Check } from './check.js';
import type { ExportDraft } from './export-draft.js';
import styles from './exports.module.css';
import { Options } from './options.js';
import type { PartProps } from './part-props.js';
import { useExportWords } from './words/use-export-words.js';

type Range = ExportDraft['range'];

/** Of which days the runs are. */
export function RangeFields({ draft, fault, onEdit }: PartProps) {
  const { form } = useExportWords();
  const { range } = draft;
  const edit = (part: Partial<Range>) => onEdit({ range: { ...range, ...part } });
  return (
    <>
      <SelectField
        label={form.range}
        value={range.kind}
        fault={fault('range', 'range.kind')}
        onChange={(event) => edit({ kind: event.currentTarget.value as Range['kind'] })}
      >
        <Options texts={form.rangeKind} />
      </SelectField>
      <div className={styles.pair}>
        {range.kind === 'previous' && (
          <>
            <Field
              label={form.count}
              type="number"
              min={1}
              max={1_000}
              required
              value={range.count}
              fault={fault('range.count')}
              onChange={(event) => edit({ count: event.currentTarget.value })}
            />
            <SelectField
              label={form.unitLabel}
              value={range.grain}
              fault={fault('range.grain')}
              onChange={(event) => edit({ grain: event.currentTarget.value as Range['grain'] })}
            >
              <Options texts={form.unit} />
            </SelectField>
          </>
        )}
        {range.kind !== 'previous' && (
          <Field
            label={range.kind === 'fixed' ? form.from : form.sinceFrom}
            type="date"
            required
            value={range.from}
            fault={fault('range.from')}
            onChange={(event) => edit({ from: event.currentTarget.value })}
          />
        )}
        {range.kind === 'fixed' && (
          <Field
            label={form.to}
            type="date"
            required
            value={range.to}
            fault={fault('range.to')}
            onChange={(event) => edit({ to: event.currentTarget.value })}
          />
        )}
      </div>
      <Check
        text={form.incomplete}
        checked={draft.incompletePeriods}
        onChange={(incompletePeriods) => onEdit({ incompletePeriods })}
      />
      <Check
        text={form.corrections}
        checked={draft.sendCorrections}
        onChange={(sendCorrections) => onEdit({ sendCorrections })}
      />
    </>
  );
}
