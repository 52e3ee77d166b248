import type { Restatement } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import type { ValueWords } from './value-words.js';

/** That a number of a period was restated. */
export interface RestatedNote {
  period: string;
  /** Id of the track that shows the number; undefined where none does, such as for the total of a breakdown. */
  track: string | undefined;
  /** What it was, is, since when and why. */
  text: string;
}

/** A number that a chart shows, or from which it makes what it shows. */
export interface ShownNumber {
  metric: string;
  /** Of which segment of a breakdown; undefined: of everything. */
  segment?: string;
  track?: string;
  /** What the number is called, where the chart shows several. */
  name?: string;
  values: ValueWords;
}

/** What is said of the numbers of a chart that were restated. @param restatements the last first */
export function restatedNotes(
  restatements: readonly Restatement[],
  shown: readonly ShownNumber[],
  timeZone: string,
  language: Language,
): RestatedNote[] {
  return shown.flatMap(({ metric, segment, track, name, values }) => {
    const ofIt = restatements.filter((one) => one.metric === metric && one.segment?.value === segment);
    // What a period is now is that of its last restatement.
    const last = ofIt.filter(({ period }, index) => ofIt.findIndex((one) => one.period === period) === index);
    return last.map((one) => ({ period: one.period, track, text: noteOf(one, name, values, timeZone, language) }));
  });
}

function noteOf(
  { from, to, restated_at, reasons }: Restatement,
  name: string | undefined,
  values: ValueWords,
  timeZone: string,
  { words, format, say }: Language,
): string {
  const written = (value: number | null) => (value === null ? words.chart.noValue : values.cell(value));
  return say(name === undefined ? words.restated.note : words.restated.noteOf, {
    name: name ?? '',
    to: written(to),
    from: written(from),
    instant: format.instant(restated_at, timeZone),
    why: reasons.map((reason) => words.restated.reasons[reason]).join(', '),
  });
}

/** What is said of one period. */
export const notesAt = (notes: readonly RestatedNote[] | undefined, period: string): string[] =>
  (notes ?? []).filter((note) => note.period === period).map(({ text }) => text);
