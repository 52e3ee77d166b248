import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { type DateRange, DayPicker } from 'react-day-picker';
import { Button } from '../controls/button.js';
import { type Language, useLanguage } from '../language/language.js';
import type { CustomRange } from '../view/range.js';
import styles from './range-calendar.module.css';

interface RangeCalendarProps {
  range: CustomRange | undefined;
  /** The last day with data. */
  last: string | undefined;
  onChoose(range: CustomRange): void;
}

/** The earliest year that a calendar offers; events before it are those of wrong clocks. */
const FIRST_YEAR = 1990;

/** Any first and last day, by pointer or keys. Days are days of the workspace: the calendar's own dates have no zone. */
export function RangeCalendar({ range, last, onChoose }: RangeCalendarProps) {
  const language = useLanguage();
  const { words, format } = language;
  const [chosen, setChosen] = useState<DateRange | undefined>(
    range && { from: dateOf(range.from), to: dateOf(range.to) },
  );
  const days = chosen?.from && { from: dayOf(chosen.from), to: dayOf(chosen.to ?? chosen.from) };
  const newest = last === undefined ? new Date() : dateOf(last);
  return (
    <div className={styles.calendar}>
      <DayPicker
        mode="range"
        selected={chosen}
        onSelect={setChosen}
        defaultMonth={chosen?.to ?? newest}
        startMonth={new Date(FIRST_YEAR, 0)}
        endMonth={newest}
        disabled={{ after: newest }}
        captionLayout="dropdown"
        weekStartsOn={1}
        showOutsideDays
        classNames={CLASSES}
        components={{ Chevron }}
        {...written(language)}
      />
      <div className={styles.foot}>
        <p aria-live="polite">{days ? format.days(days.from, days.to) : words.range.pick}</p>
        <Button look="main" disabled={!days} onClick={() => days && onChoose(days)}>
          {words.range.apply}
        </Button>
      </div>
    </div>
  );
}

function Chevron({ orientation }: { orientation?: 'left' | 'right' | 'up' | 'down' }) {
  if (orientation === 'left') return <ChevronLeft size={16} aria-hidden />;
  return orientation === 'right' ? <ChevronRight size={16} aria-hidden /> : <span />;
}

/** Everything that the calendar says, in the language of the page. */
function written({ words, format }: Language) {
  return {
    formatters: {
      formatWeekdayName: (date: Date) => format.weekday(dayOf(date)),
      formatMonthDropdown: (date: Date) => format.monthOnly(dayOf(date)),
      formatYearDropdown: (date: Date) => format.year(dayOf(date)),
      formatDay: (date: Date) => format.integer(date.getDate()),
    },
    labels: {
      labelDayButton: (date: Date) => format.day(dayOf(date)),
      labelGrid: (date: Date) => format.month(dayOf(date)),
      labelNav: () => words.range.months,
      labelPrevious: () => words.range.previousMonth,
      labelNext: () => words.range.nextMonth,
      labelMonthDropdown: () => words.range.month,
      labelYearDropdown: () => words.range.year,
      labelWeekday: (date: Date) => format.weekdayLong(dayOf(date)),
    },
  };
}

const CLASSES = {
  root: styles.root,
  months: styles.months,
  nav: styles.nav,
  button_previous: styles.step,
  button_next: styles.step,
  month_caption: styles.caption,
  dropdowns: styles.dropdowns,
  dropdown_root: styles.dropdown,
  caption_label: styles.captionLabel,
  month_grid: styles.grid,
  weekday: styles.weekday,
  day: styles.day,
  day_button: styles.dayButton,
  selected: styles.selected,
  range_start: styles.start,
  range_middle: styles.middle,
  range_end: styles.end,
  outside: styles.outside,
  disabled: styles.disabled,
  today: styles.today,
} as Record<string, string>;

/** A local day as noon of this computer's zone, and back. */
const dateOf = (day: string): Date => new Date(`${day}T12:00:00`);
const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
