import type { Population } from '../view/use-asked.js';
import { CompareControl } from './compare-control.js';
import { FilterControl } from './filter-control.js';
import { RangeControl } from './range-control.js';
import styles from './view-controls.module.css';

/** Range, comparison and filters of the page; on narrow screens at the lower edge, in reach of a thumb. */
export function ViewControls({ population }: { population: Population }) {
  return (
    <div className={styles.controls}>
      <RangeControl />
      <CompareControl />
      <FilterControl population={population} />
    </div>
  );
}
