import type { Grain } from '@grapevine/contracts';
import { Field, SelectField } from '../../app/controls/field.js';
import { dimensionWords } from '../../app/language/segment-words.js';
import styles from './exports.module.css';
import { Options } from './options.js';
import type { QuestionProps } from './part-props.js';
import { useSpeech } from './use-speech.js';

/** By which periods. */
export function GrainField({ parameters, fault, set, grains }: QuestionProps & { grains: readonly Grain[] }) {
  const { language, own } = useSpeech();
  const isRolling = parameters.window !== undefined && parameters.window !== 'calendar';
  return (
    <SelectField
      label={own.form.grain}
      value={String(parameters.grain)}
      disabled={isRolling}
      fault={fault('grain')}
      onChange={(event) => set({ grain: event.currentTarget.value })}
    >
      <Options texts={Object.fromEntries(grains.map((grain) => [grain, language.words.period[grain]]))} />
    </SelectField>
  );
}

/** Broken down by what. */
export function ByField({ parameters, fault, set, dimensions }: QuestionProps & { dimensions: readonly string[] }) {
  const { language, own } = useSpeech();
  return (
    <SelectField
      label={own.form.by}
      value={String(parameters.by ?? '')}
      fault={fault('by')}
      onChange={({ currentTarget: { value } }) =>
        set(value === '' ? { by: undefined, limit: undefined } : { by: value })
      }
    >
      <option value="">{own.form.nothing}</option>
      <Options texts={Object.fromEntries(dimensions.map((one) => [one, dimensionWords(one, language.words)]))} />
    </SelectField>
  );
}

/** How many segments by name. The bounds are the API's. */
export function LimitField({ parameters, fault, set }: QuestionProps) {
  const { own } = useSpeech();
  return (
    <Field
      label={own.form.limit}
      type="number"
      min={1}
      max={1_000}
      placeholder="10"
      value={String(parameters.limit ?? '')}
      fault={fault('limit')}
      onChange={({ currentTarget: { value } }) => set({ limit: value === '' ? undefined : value })}
    />
  );
}

/** Beside which other period. */
export function CompareField({ parameters, fault, set }: QuestionProps) {
  const { compare } = useSpeech().language.words;
  return (
    <SelectField
      label={compare.label}
      value={String(parameters.compare ?? '')}
      fault={fault('compare')}
      onChange={({ currentTarget: { value } }) => set({ compare: value === '' ? undefined : value })}
    >
      <option value="">{compare.none}</option>
      <Options texts={{ previous_period: compare.previous_period, previous_year: compare.previous_year }} />
    </SelectField>
  );
}

/** Which cohorts, and who of them is back. */
export function RetentionFields({ parameters, fault, set }: QuestionProps) {
  const { language, own } = useSpeech();
  const { retention } = language.words;
  return (
    <>
      <div className={styles.pair}>
        <SelectField
          label={own.form.cohort}
          value={String(parameters.cohort)}
          fault={fault('cohort')}
          onChange={(event) => set({ cohort: event.currentTarget.value })}
        >
          <Options texts={{ first_active: retention.first_active, signed_up: retention.signed_up }} />
        </SelectField>
        <SelectField
          label={own.form.mode}
          value={String(parameters.mode)}
          fault={fault('mode')}
          onChange={(event) => set({ mode: event.currentTarget.value })}
        >
          <Options texts={{ on: retention.on, on_or_after: retention.on_or_after }} />
        </SelectField>
      </div>
      <Field
        label={own.form.periods}
        type="number"
        min={1}
        max={400}
        required
        value={String(parameters.periods)}
        fault={fault('periods')}
        onChange={(event) => set({ periods: event.currentTarget.value })}
      />
    </>
  );
}
