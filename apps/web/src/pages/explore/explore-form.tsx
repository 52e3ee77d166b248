import { useLanguage } from '../../app/language/language.js';
import { metricWords } from '../../app/language/metric-words.js';
import { dimensionWords } from '../../app/language/segment-words.js';
import styles from './explore-page.module.css';
import type { useExplore } from './use-explore.js';

/** The parts of the question that are of this page alone; range, comparison and filters are those of the top bar. */
export function ExploreForm({ explore }: { explore: ReturnType<typeof useExplore> }) {
  const { words } = useLanguage();
  const { metrics, exploration, description, set } = explore;
  const text = words.explore;
  const isRolling = exploration !== undefined && exploration.window !== 'calendar';
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <label>
        {text.metric}
        <select value={exploration?.metric ?? ''} onChange={(event) => set('metric', event.target.value)}>
          {metrics.map((metric) => (
            <option key={metric.id} value={metric.id}>
              {metricWords(metric, words).name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {text.grain}
        <select
          value={exploration?.grain ?? ''}
          disabled={isRolling}
          onChange={(event) => set('grain', event.target.value)}
        >
          {description?.grains.map((grain) => (
            <option key={grain} value={grain}>
              {words.period[grain]}
            </option>
          ))}
        </select>
      </label>
      {(description?.windows.length ?? 0) > 1 && (
        <label>
          {text.window}
          <select value={exploration?.window ?? ''} onChange={(event) => set('window', event.target.value)}>
            {description?.windows.map((window) => (
              <option key={window} value={window}>
                {text.windows[window]}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {text.by}
        <select value={exploration?.by ?? ''} onChange={(event) => set('by', event.target.value || undefined)}>
          <option value="">{text.byNothing}</option>
          {description?.dimensions.map((dimension) => (
            <option key={dimension} value={dimension}>
              {dimensionWords(dimension, words)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
