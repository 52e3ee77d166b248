import { CalendarDays } from 'lucide-react';
import { lazy, Suspense, useId } from 'react';
import { useDataThrough } from '../api/questions.js';
import { Button } from '../controls/button.js';
import { Popover } from '../controls/popover.js';
import { type Language, useLanguage } from '../language/language.js';
import { PRESETS, type Preset, type Range } from '../view/range.js';
import { useView } from '../view/use-view.js';
import styles from './range-control.module.css';
import { RANGE_KEYS } from './use-keys.js';
import bar from './view-controls.module.css';

/** A calendar is heavy, and most people take a preset. */
const RangeCalendar = lazy(async () => ({ default: (await import('./range-calendar.js')).RangeCalendar }));

/** The range of the page: presets with their keys, or any days from a calendar. */
export function RangeControl() {
  const language = useLanguage();
  const { words } = language;
  const { range, setRange } = useView();
  const id = useId();
  const through = useDataThrough().data ?? undefined;
  const choose = (chosen: Range) => {
    setRange(chosen);
    document.getElementById(id)?.hidePopover();
  };
  const text = rangeWords(range, language);
  return (
    <>
      <Button popoverTarget={id} className={bar.control} aria-label={`${words.range.label}: ${text}`}>
        <CalendarDays size={16} aria-hidden />
        <span>{text}</span>
      </Button>
      <Popover id={id} label={words.range.label}>
        {() => (
          <div className={styles.panel}>
            <Presets range={range} onChoose={choose} />
            <Suspense fallback={<div className={styles.calendarRoom} />}>
              <RangeCalendar range={typeof range === 'string' ? undefined : range} last={through} onChoose={choose} />
            </Suspense>
          </div>
        )}
      </Popover>
    </>
  );
}

function Presets({ range, onChoose }: { range: Range; onChoose(preset: Preset): void }) {
  const { words } = useLanguage();
  const keys = Object.fromEntries(Object.entries(RANGE_KEYS).map(([key, preset]) => [preset, key.toUpperCase()]));
  return (
    <ul className={styles.presets}>
      {PRESETS.map((preset) => (
        <li key={preset}>
          <button type="button" aria-pressed={range === preset} onClick={() => onChoose(preset)}>
            {words.range[preset]}
            {keys[preset] && <kbd>{keys[preset]}</kbd>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function rangeWords(range: Range, { words, format }: Language): string {
  return typeof range === 'string' ? words.range[range] : format.daysShort(range.from, range.to);
}
