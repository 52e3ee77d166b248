import { Field, SelectField } from '../../app/controls/field.js';
import type { ExportDraft } from './export-draft.js';
import { WEEKDAY_ORDER, weekdayText } from './export-text.js';
import styles from './exports.module.css';
import { Options } from './options.js';
import type { PartProps } from './part-props.js';
import { useSpeech } from './use-speech.js';

type Schedule = ExportDraft['schedule'];

/** When an export runs by itself. */
export function ScheduleFields({ draft: { schedule }, fault, onEdit }: PartProps) {
  const { language, own } = useSpeech();
  const { form } = own;
  const edit = (part: Partial<Schedule>) => onEdit({ schedule: { ...schedule, ...part } });
  const hasTime = !['none', 'hourly', 'cron'].includes(schedule.kind);
  return (
    <>
      <SelectField
        label={form.schedule}
        value={schedule.kind}
        fault={fault('schedule', 'schedule.kind')}
        onChange={(event) => edit({ kind: event.currentTarget.value as Schedule['kind'] })}
      >
        <Options texts={form.scheduleKind} />
      </SelectField>
      <div className={styles.pair}>
        {schedule.kind === 'hourly' && (
          <Field
            label={form.minute}
            type="number"
            min={0}
            max={59}
            required
            value={schedule.minute}
            fault={fault('schedule.minute')}
            onChange={(event) => edit({ minute: event.currentTarget.value })}
          />
        )}
        {schedule.kind === 'weekly' && (
          <SelectField
            label={form.weekday}
            value={schedule.weekday}
            fault={fault('schedule.weekday')}
            onChange={(event) => edit({ weekday: event.currentTarget.value as Schedule['weekday'] })}
          >
            <Options texts={Object.fromEntries(WEEKDAY_ORDER.map((day) => [day, weekdayText(day, language)]))} />
          </SelectField>
        )}
        {schedule.kind === 'monthly' && (
          <Field
            label={form.monthDay}
            hint={form.monthDayHint}
            type="number"
            min={1}
            max={31}
            required
            value={schedule.day}
            fault={fault('schedule.day')}
            onChange={(event) => edit({ day: event.currentTarget.value })}
          />
        )}
        {hasTime && (
          <Field
            label={form.time}
            type="time"
            required
            value={schedule.time}
            fault={fault('schedule.time')}
            onChange={(event) => edit({ time: event.currentTarget.value })}
          />
        )}
        {schedule.kind === 'cron' && (
          <Field
            label={form.expression}
            hint={form.expressionHint}
            required
            maxLength={200}
            value={schedule.expression}
            fault={fault('schedule.expression')}
            onChange={(event) => edit({ expression: event.currentTarget.value })}
          />
        )}
      </div>
    </>
  );
}
