import type { Restatement } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import type { ValueWords } from './value-words.js';

/** What is said of the restated periods of a chart over everything: what their numbers were, are, since when and why. */
export function restatedWords(
  restatements: readonly Restatement[],
  timeZone: string,
  values: ValueWords,
  language: Language,
): ReadonlyMap<string, string> {
  const { words, format, say } = language;
  const written = (value: number | null) => (value === null ? words.chart.noValue : values.cell(value));
  const said = new Map<string, string>();
  // The last comes first: what a period is now is that of its last restatement.
  for (const { period, segment, from, to, restated_at, reasons } of restatements) {
    if (segment !== undefined || said.has(period)) continue;
    const why = reasons.map((reason) => words.restated.reasons[reason]).join(', ');
    const text = say(words.restated.note, {
      to: written(to),
      from: written(from),
      instant: format.instant(restated_at, timeZone),
      why,
    });
    said.set(period, text);
  }
  return said;
}
