/** Exports have no language of their own: what they say is in English, numbers with separators and to the last member. */
const format = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
  const formatter = new Intl.NumberFormat('en-US', options);
  return (value) => formatter.format(value).replace('-', '−');
};

/** 1,899 */
export const whole = format({ maximumFractionDigits: 0 });
/** +203, −51 */
export const wholeChange = format({ maximumFractionDigits: 0, signDisplay: 'exceptZero' });
/** 84.21% of a ratio 0.8421 */
export const share = format({ style: 'percent', maximumFractionDigits: 2 });
/** +12.0% of a ratio 0.12 */
export const relativeChange = format({
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const points = format({ maximumFractionDigits: 2 });
const quotient = format({ maximumFractionDigits: 3 });
const decimal = format({ maximumFractionDigits: 3 });

/** How the values of a metric are written. */
export interface ValueWords {
  /** As it is read in a sentence, with its unit where the name of the metric does not say it. */
  readonly exact: (value: number) => string;
  /** As it is written beside a mark of a chart. */
  readonly short: (value: number) => string;
  /** How much more or less one value is than another: `203 more`. */
  readonly difference: (now: number, before: number) => string;
}

/** Metrics whose unit is a ratio, but not a share of one: they can be above it. */
const QUOTIENTS: ReadonlySet<string> = new Set(['quick_ratio', 'k_factor', 'invite_rate']);
const RATES_OF_CHANGE: ReadonlySet<string> = new Set(['growth_rate', 'cmgr']);

const differing = (write: (amount: number) => string, less = 'less'): ValueWords['difference'] => {
  return (now, before) => `${write(Math.abs(now - before))} ${now > before ? 'more' : less}`;
};

const compact = format({ notation: 'compact', maximumSignificantDigits: 3 });
/** 1,038 up to 99,999, then three digits: 262K, 1.04M. */
export const shortCount = (value: number): string => (Math.abs(value) < 100_000 ? whole(value) : compact(value));
/** 84.2% */
export const shortShare = format({ style: 'percent', maximumFractionDigits: 1 });

const COUNTS: ValueWords = { exact: whole, short: shortCount, difference: differing(whole, 'fewer') };
const SHARES: ValueWords = {
  exact: share,
  short: shortShare,
  difference: differing((amount) => `${points(amount * 100)} percentage points`),
};
const SIGNED_SHARES: ValueWords = { ...SHARES, exact: relativeChange, short: relativeChange };
const QUOTIENT_WORDS: ValueWords = { exact: quotient, short: quotient, difference: differing(quotient) };
const DURATIONS: ValueWords = { exact: duration, short: shortDuration, difference: differing(duration) };

export function valueWordsOf(metric: string, unit: string): ValueWords {
  if (unit === 'seconds') return DURATIONS;
  if (!unit.startsWith('ratio')) return COUNTS;
  if (QUOTIENTS.has(metric)) return QUOTIENT_WORDS;
  return RATES_OF_CHANGE.has(metric) ? SIGNED_SHARES : SHARES;
}

/** What the axis of such values looks like. */
export function measureOf(metric: string, unit: string): 'count' | 'share' | 'quotient' | 'duration' {
  if (unit === 'seconds') return 'duration';
  if (isCounted(unit)) return 'count';
  return QUOTIENTS.has(metric) ? 'quotient' : 'share';
}

/** Whether a difference of such values is also told as a part of the value before. */
export const isCounted = (unit: string): boolean => unit !== 'seconds' && !unit.startsWith('ratio');

const UNITS = [
  [86_400, 'days'],
  [3_600, 'hours'],
  [60, 'minutes'],
] as const;

/** `42.5 seconds`; longer ones also in the largest unit of which there is at least one: `12.5 minutes (750 seconds)`. */
function duration(seconds: number): string {
  const exact = `${decimal(seconds)} ${seconds === 1 ? 'second' : 'seconds'}`;
  const unit = UNITS.find(([size]) => Math.abs(seconds) >= size);
  if (!unit) return exact;
  const [size, name] = unit;
  const amount = points(seconds / size);
  return `${amount} ${amount === '1' ? name.slice(0, -1) : name} (${exact})`;
}

/** `42.5 s`, `12.5 min` */
function shortDuration(seconds: number): string {
  const [size, name] = UNITS.find(([from]) => Math.abs(seconds) >= from) ?? [1, 's'];
  return `${points(seconds / size)} ${name === 'minutes' ? 'min' : name === 'hours' ? 'h' : name}`;
}

/** `3 events`, `1 event` */
export const counted = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
