import type { Delivery } from './destination.js';
import { noLinks, noMarkup } from './no-markup.js';

/** A section takes 3,000 characters, as they are sent, and a message ten times as many. */
const MOST_IN_SECTION = 2_950;
const MOST_IN_NAME = 300;

/** A message as incoming webhooks take it. */
export interface SlackMessage {
  /** All of it: what shows no blocks shows this. */
  readonly text: string;
  readonly blocks: readonly object[];
}

/** What is said of a delivery in a channel: the file itself cannot be sent there. */
export function slackMessage({ headline, recent, manifest }: Delivery): SlackMessage {
  const name = inOneLine(manifest.export.name);
  const title = cut(noMarkup(manifest.test ? `Test: ${name}` : name), MOST_IN_NAME);
  const sentence = cut(noMarkup(inOneLine(headline)), MOST_IN_SECTION - MOST_IN_NAME);
  const table = recent.length > 0 ? [`\`\`\`\n${cut(noLinks(aligned(recent)), MOST_IN_SECTION)}\n\`\`\``] : [];
  const { start, end } = manifest.period;
  const days = start === end ? start : `${start} to ${end}`;
  // The name of a file is to be copied as it is; between the signs of code none is an address.
  const facts = [
    `\`${manifest.file}\`: ${manifest.rows.toLocaleString('en-US')} ${manifest.rows === 1 ? 'row' : 'rows'}, ${days} (${manifest.time_zone})`,
    `sha256 ${manifest.sha256}, run ${manifest.run_id}`,
  ];
  return {
    text: [title, sentence, ...table, ...facts].join('\n'),
    blocks: [
      section(`*${title}*\n${sentence}`),
      ...table.map(section),
      { type: 'context', elements: [mrkdwn(facts.join('\n'))] },
    ],
  };
}

/** Nothing in it is made a link or a mention. */
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });

const inOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** Never within the name of a character that is escaped. */
const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/&[a-z]{0,4}$/, '')}…`;

/** Columns below each other, for letters of one width: names to the left, numbers to the right. */
function aligned(table: readonly (readonly string[])[]): string {
  const rows = table.map((row) => row.map(inOneLine));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return rows.map((row) => lineOf(row).trimEnd()).join('\n');
}
