import { type KeyboardEvent, useState } from 'react';
import { useSeries } from '../api/questions.js';
import { Trouble } from '../controls/trouble.js';
import { useLanguage } from '../language/language.js';
import { dimensionWords, segmentWords } from '../language/segment-words.js';
import { type Filter, withFilter } from '../view/filter.js';
import { type Population, useDimensions } from '../view/use-asked.js';
import styles from './filter-panel.module.css';

/** As many values as a question shows by name; the largest come first. */
const MOST_VALUES = 200;

interface FilterPanelProps {
  population: Population;
  filters: readonly Filter[];
  onChange(filters: readonly Filter[]): void;
}

/** Chooses a dimension and its values, out of those that there are. */
export function FilterPanel({ population, ...set }: FilterPanelProps) {
  const { words } = useLanguage();
  const dimensions = useDimensions(population) ?? [];
  const [chosen, setChosen] = useState<string>();
  const dimension = chosen ?? dimensions[0];
  if (dimension === undefined) return <p>{words.filter.noDimensions}</p>;
  return (
    <div className={styles.panel}>
      <label className={styles.dimension}>
        {words.filter.dimension}
        <select value={dimension} onChange={(event) => setChosen(event.target.value)}>
          {dimensions.map((name) => (
            <option key={name} value={name}>
              {dimensionWords(name, words)}
            </option>
          ))}
        </select>
      </label>
      <Values key={dimension} population={population} dimension={dimension} {...set} />
    </div>
  );
}

function Values({ population, dimension, filters, onChange }: FilterPanelProps & { dimension: string }) {
  const language = useLanguage();
  const { words } = language;
  const [search, setSearch] = useState('');
  const metric = population === 'members' ? 'active_members' : 'messages_sent';
  const known = useSeries({ metric, grain: 'year', by: dimension, limit: MOST_VALUES }, true);
  const set = filters.find((filter) => filter.dimension === dimension)?.values ?? [];
  if (known.isError) {
    return <Trouble error={known.error} retrying={known.isFetching} onRetry={() => void known.refetch()} />;
  }
  const segments = (known.data?.data ?? []).flatMap(({ segment }) => segment ?? []);
  const values = [...new Set([...set, ...segments])].filter((value) => value !== '(other)');
  const shown = values.filter((value) =>
    `${value} ${segmentWords(dimension, value, language)}`.toLowerCase().includes(search.toLowerCase()),
  );
  const toggle = (value: string) => {
    const after = set.includes(value) ? set.filter((it) => it !== value) : [...set, value];
    onChange(withFilter(filters, dimension, after));
  };
  return (
    <>
      <input
        type="search"
        className={styles.search}
        placeholder={words.filter.search}
        aria-label={words.filter.search}
        value={search}
        // biome-ignore lint/a11y/noAutofocus: the panel was opened to choose, by a key perhaps
        autoFocus
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={closeOnEscape}
      />
      <fieldset className={styles.values} aria-busy={known.isPending}>
        <legend className="only-heard">{dimensionWords(dimension, words)}</legend>
        {shown.map((value) => (
          <label key={value}>
            <input type="checkbox" checked={set.includes(value)} onChange={() => toggle(value)} />
            {segmentWords(dimension, value, language)}
          </label>
        ))}
        {shown.length === 0 && <p>{known.isPending ? words.chart.loading : words.filter.noValues}</p>}
      </fieldset>
    </>
  );
}

/** A search field takes Escape to empty itself, and has no other use for it once it is empty. */
function closeOnEscape({ key, currentTarget }: KeyboardEvent<HTMLInputElement>): void {
  if (key === 'Escape' && currentTarget.value === '') currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
}
