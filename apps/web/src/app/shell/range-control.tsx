import { Segmented } from '../controls/segmented.js';
import { useLanguage } from '../language/language.js';
import { RANGES } from '../range/range.js';
import { useRange } from '../range/use-range.js';
import styles from './shell.module.css';

/** The range of the page; on narrow screens it lies at the lower edge, in reach of a thumb. */
export function RangeControl() {
  const { words } = useLanguage();
  const [range, setRange] = useRange();
  const titles = { ytd: words.range.ytdLong, all: words.range.allLong };
  const options = RANGES.map((value) => ({
    value,
    text: words.range[value],
    title: value === 'ytd' || value === 'all' ? titles[value] : undefined,
  }));
  return (
    <Segmented label={words.range.label} value={range} options={options} onChange={setRange} className={styles.range} />
  );
}
