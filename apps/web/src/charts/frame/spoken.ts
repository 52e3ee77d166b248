import { fill } from '../../app/language/template.js';
import type { SlotWords } from './time-model.js';

/** What is said about a period as one text to be heard. @param pair puts a series and its value together */
export function spoken({ title, rows, notes }: SlotWords, pair: string): string {
  const said = rows.flatMap(({ name, value, detail }) => [
    name === undefined ? value : fill(pair, { name, value }),
    ...(detail === undefined ? [] : [detail]),
  ]);
  return [title, ...said, ...notes].join('. ');
}
