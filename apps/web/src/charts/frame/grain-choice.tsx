import type { Grain } from '@grapevine/contracts';
import { Segmented } from '../../app/controls/segmented.js';
import { useLanguage } from '../../app/language/language.js';

const NAMES = { day: 'byDay', week: 'byWeek', month: 'byMonth', quarter: 'byQuarter', year: 'byYear' } as const;

interface GrainChoiceProps<G extends Grain> {
  grains: readonly G[];
  value: G;
  onChange(grain: G): void;
}

/** Into what time is cut. */
export function GrainChoice<G extends Grain>({ grains, value, onChange }: GrainChoiceProps<G>) {
  const { words } = useLanguage();
  const options = grains.map((grain) => ({ value: grain, text: words.period[NAMES[grain]] }));
  return <Segmented label={words.period.label} value={value} options={options} onChange={onChange} />;
}
