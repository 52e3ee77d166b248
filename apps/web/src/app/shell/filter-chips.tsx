import { X } from 'lucide-react';
import { type Language, useLanguage } from '../language/language.js';
import { dimensionWords, segmentWords } from '../language/segment-words.js';
import { type Filter, withFilter } from '../view/filter.js';
import { appliesTo, type Population, useDimensions } from '../view/use-asked.js';
import { useView } from '../view/use-view.js';
import styles from './filter-chips.module.css';

/** The filters of the page, each to be taken away; one that says nothing here is shown as such. */
export function FilterChips({ population }: { population: Population }) {
  const language = useLanguage();
  const { words, say } = language;
  const { filters, setFilters } = useView();
  const dimensions = useDimensions(population);
  if (filters.length === 0 || !dimensions) return null;
  return (
    <ul className={styles.chips} aria-label={words.filter.label}>
      {filters.map((filter) => {
        const text = filterWords(filter, language);
        const applies = appliesTo(filter, population, dimensions);
        return (
          <li key={filter.dimension} data-off={!applies || undefined}>
            {applies ? text : say(words.filter.notHere, { filter: text })}
            <button
              type="button"
              aria-label={say(words.filter.remove, { filter: text })}
              onClick={() => setFilters(withFilter(filters, filter.dimension, []))}
            >
              <X size={14} aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function filterWords({ dimension, values }: Filter, language: Language): string {
  const { words, format, say } = language;
  const names = values.map((value) => segmentWords(dimension, value, language));
  return say(words.filter.is, { dimension: dimensionWords(dimension, words), values: format.either(names) });
}
