import { ListFilter } from 'lucide-react';
import { lazy, Suspense, useId } from 'react';
import { Button } from '../controls/button.js';
import { Popover } from '../controls/popover.js';
import { useLanguage } from '../language/language.js';
import type { Population } from '../view/use-asked.js';
import { useView } from '../view/use-view.js';
import bar from './view-controls.module.css';

/** Id of the button that opens the filters; `/` presses it. */
export const FILTER_BUTTON = 'filter-button';

const FilterPanel = lazy(async () => ({ default: (await import('./filter-panel.js')).FilterPanel }));

/** Which part of everybody, or of all messages, the page looks at. */
export function FilterControl({ population }: { population: Population }) {
  const { words } = useLanguage();
  const { filters, setFilters } = useView();
  const id = useId();
  return (
    <>
      <Button id={FILTER_BUTTON} popoverTarget={id} className={bar.control} data-set={filters.length > 0 || undefined}>
        <ListFilter size={16} aria-hidden />
        <span>{words.filter.label}</span>
      </Button>
      <Popover id={id} label={words.filter.label}>
        {() => (
          <Suspense fallback={null}>
            <FilterPanel population={population} filters={filters} onChange={setFilters} />
          </Suspense>
        )}
      </Popover>
    </>
  );
}
