import { X } from 'lucide-react';
import { filterWords } from '../language/filter-words.js';
import { useLanguage } from '../language/language.js';
import { type Filter, withFilter } from '../view/filter.js';
import { appliesTo, type Population, useDimensions } from '../view/use-asked.js';
import { useView } from '../view/use-view.js';
import styles from './filter-chips.module.css';

/** The filters of the page. */
export function FilterChips({ population }: { population: Population }) {
  const { filters, setFilters } = useView();
  return <Chips population={population} filters={filters} onChange={setFilters} className={styles.ofPage} />;
}

interface ChipsProps {
  population: Population;
  filters: readonly Filter[];
  onChange(filters: readonly Filter[]): void;
  className?: string | undefined;
}

/** Filters, each to be taken away; one that says nothing here is shown as such. */
export function Chips({ population, filters, onChange, className }: ChipsProps) {
  const language = useLanguage();
  const { words, say } = language;
  const dimensions = useDimensions(population);
  if (filters.length === 0 || !dimensions) return null;
  return (
    <ul className={[styles.chips, className].filter(Boolean).join(' ')} aria-label={words.filter.label}>
      {filters.map((filter) => {
        const text = filterWords(filter, language);
        const applies = appliesTo(filter, population, dimensions);
        return (
          <li key={filter.dimension} data-off={!applies || undefined}>
            {applies ? text : say(words.filter.notHere, { filter: text })}
            <button
              type="button"
              aria-label={say(words.filter.remove, { filter: text })}
              onClick={() => onChange(withFilter(filters, filter.dimension, []))}
            >
              <X size={14} aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
