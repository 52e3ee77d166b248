import { GitCompareArrows } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../controls/button.js';
import { Popover } from '../controls/popover.js';
import { Segmented } from '../controls/segmented.js';
import { useLanguage } from '../language/language.js';
import { useView } from '../view/use-view.js';
import bar from './view-controls.module.css';

/** What the charts are compared with. */
export function CompareControl() {
  const { words } = useLanguage();
  const { compare, setCompare } = useView();
  const id = useId();
  const text = compare ? words.compare[compare] : words.compare.label;
  return (
    <>
      <Button
        popoverTarget={id}
        className={bar.control}
        data-set={compare}
        aria-label={compare ? `${words.compare.label}: ${text}` : undefined}
      >
        <GitCompareArrows size={16} aria-hidden />
        <span>{text}</span>
      </Button>
      <Popover id={id} label={words.compare.label}>
        <Segmented
          label={words.compare.label}
          value={compare ?? 'none'}
          options={[
            { value: 'none', text: words.compare.none },
            { value: 'previous_period', text: words.compare.previous_period },
            { value: 'previous_year', text: words.compare.previous_year },
          ]}
          onChange={(value) => setCompare(value === 'none' ? undefined : value)}
        />
      </Popover>
    </>
  );
}
