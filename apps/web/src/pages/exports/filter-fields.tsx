import { ListFilter } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../app/controls/button.js';
import { Popover } from '../../app/controls/popover.js';
import { Chips } from '../../app/shell/filter-chips.js';
import { FilterPanel } from '../../app/shell/filter-panel.js';
import { type Filter, filterText, readFilters } from '../../app/view/filter.js';
import type { Population } from '../../app/view/use-asked.js';
import styles from './exports.module.css';
import type { QuestionProps } from './part-props.js';
import { useSpeech } from './use-speech.js';

/** Which part of everybody, or of all messages, is asked of. */
export function FilterFields({ parameters, fault, set, population }: QuestionProps & { population: Population }) {
  const { own } = useSpeech();
  const panel = useId();
  const given = parameters.filter === undefined ? [] : [parameters.filter].flat().map(String);
  const filters = readFilters(new URLSearchParams(given.map((text) => ['filter', text])));
  const change = (after: readonly Filter[]) => set({ filter: after.length > 0 ? after.map(filterText) : undefined });
  const wrong = fault('filter', ...given.map((_, index) => `filter.${index}`));
  return (
    <div className={styles.filters}>
      <Button popoverTarget={panel}>
        <ListFilter size={16} aria-hidden />
        {own.form.filter}
      </Button>
      <Popover id={panel} label={own.form.filter}>
        {() => <FilterPanel population={population} filters={filters} onChange={change} />}
      </Popover>
      <Chips population={population} filters={filters} onChange={change} />
      {wrong !== undefined && <p className={styles.fault}>{wrong}</p>}
    </div>
  );
}
