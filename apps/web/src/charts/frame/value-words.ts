import type { Language } from '../../app/language/language.js';
import type { Plural } from '../../app/language/template.js';
import type { Measure } from '../prepare/scale.js';

/** How the values of a metric are written: exact where they are read, short where they are labels. */
export interface ValueWords {
  measure: Measure;
  /** What the value axis counts. */
  axisTitle: string;
  exact(value: number): string;
  short(value: number): string;
  axis(value: number): string;
  /** The bare number, for a cell under a heading that says what it counts. */
  cell(value: number): string;
  /** From one value to another, as far as that can be said. */
  change(now: number, before: number): string | undefined;
  /** The bare difference, for a cell. */
  difference(value: number): string;
}

/** Metrics whose unit is a ratio, but not a share of one: they can be above it. */
const QUOTIENTS: ReadonlySet<string> = new Set(['quick_ratio', 'k_factor', 'invite_rate']);
/** Shares that can be below zero or above one, and carry their sign. */
const RATES_OF_CHANGE: ReadonlySet<string> = new Set(['growth_rate', 'cmgr']);

/** @param metric id of the metric, @param unit as the API names it. */
export function valueWords(metric: string, unit: string, language: Language): ValueWords {
  if (unit.startsWith('ratio')) {
    if (QUOTIENTS.has(metric)) return quotientWords(language);
    return shareWords(language, RATES_OF_CHANGE.has(metric));
  }
  if (unit === 'seconds') return durationWords(language);
  const { words } = language;
  const nouns: Record<string, [string, Plural]> = {
    members: [words.chart.people, words.headline.people],
    deliveries: [words.units.messages, words.units.messageCount],
    invitations: [words.units.invitations, words.units.invitationCount],
    receipts: [words.units.receipts, words.units.receiptCount],
  };
  return countWords(nouns[unit] ?? [unit, { other: `{n} ${unit}` }], language);
}

function countWords([axisTitle, noun]: [string, Plural], { format, count }: Language): ValueWords {
  return {
    measure: 'count',
    axisTitle,
    exact: (value) => count(noun, value),
    short: format.short,
    axis: format.axis,
    cell: format.integer,
    change: (now, before) => {
      const relative = before === 0 ? '' : ` (${format.percentChange((now - before) / before)})`;
      return `${format.change(now - before)}${relative}`;
    },
    difference: format.change,
  };
}

function shareWords({ words, format, say }: Language, signed: boolean): ValueWords {
  const write = signed ? format.percentChange : format.percentExact;
  const difference = (value: number) => say(words.units.points, { n: format.pointsChange(value) });
  return {
    measure: 'share',
    axisTitle: words.units.share,
    exact: write,
    short: signed ? format.percentChange : format.percent,
    axis: format.percent,
    cell: write,
    change: (now, before) => difference(now - before),
    difference,
  };
}

function quotientWords({ words, format }: Language): ValueWords {
  const signed = (value: number) => (value > 0 ? `+${format.ratio(value)}` : format.ratio(value).replace('-', '−'));
  return {
    measure: 'ratio',
    axisTitle: words.units.ratio,
    exact: format.ratio,
    short: format.ratioShort,
    axis: format.ratio,
    cell: format.ratio,
    change: (now, before) => signed(now - before),
    difference: signed,
  };
}

function durationWords({ words, format, say }: Language): ValueWords {
  return {
    measure: 'duration',
    axisTitle: words.units.time,
    exact: (value) =>
      Math.abs(value) < 60
        ? format.duration(value)
        : `${format.duration(value)} (${say(words.units.seconds, { n: format.decimal(value) })})`,
    short: format.duration,
    axis: format.duration,
    cell: format.duration,
    change: (now, before) => (before > 0 ? format.percentChange((now - before) / before) : undefined),
    difference: (value) => `${value > 0 ? '+' : ''}${format.duration(value)}`,
  };
}
