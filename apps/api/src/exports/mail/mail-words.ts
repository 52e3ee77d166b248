import { createHash } from 'node:crypto';

/** What a mail says: a sentence, then what belongs to it, each by name. */
interface Words {
  /** A picture that comes with the mail, by its cid. */
  readonly picture?: { readonly cid: string; readonly text: string };
  readonly headline: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly closing: string;
}

/** Names of exports are of people's making: nothing in them is markup, and no control character ends a line of a header. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

export const inOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** For readers without HTML. */
export function asText({ headline, facts, closing }: Words): string {
  const lines = facts.map(([name, value]) => `${name}: ${inOneLine(value)}`);
  return `${inOneLine(headline)}\n\n${lines.join('\n')}\n\n${closing}\n`;
}

const FONT = 'font-family:system-ui,sans-serif;color:#1a1a1a';
const CELL = 'padding:2px 12px 2px 0;text-align:left;vertical-align:top;font-size:13px;font-weight:normal';

export function asHtml({ headline, picture, facts, closing }: Words): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><th style="${CELL};color:#666">${escapeHtml(name)}</th><td style="${CELL};word-break:break-all">${escapeHtml(value)}</td></tr>`,
  );
  const image = picture
    ? `<p><img src="cid:${escapeHtml(picture.cid)}" alt="${escapeHtml(picture.text)}" style="max-width:100%"></p>`
    : '';
  return (
    `<!doctype html><html><body style="${FONT}"><p style="font-size:18px">${escapeHtml(headline)}</p>${image}` +
    `<table style="border-collapse:collapse">${rows.join('')}</table><p style="font-size:13px">${escapeHtml(closing)}</p></body></html>`
  );
}

/** The same for the same thing to the same people, in whichever order. @param sender whose domain it is of */
export function messageIdOf(idempotencyKey: string, to: readonly string[], sender: string): string {
  const people = to.map((address) => address.toLowerCase()).sort();
  const hash = createHash('sha256')
    .update([idempotencyKey, ...people].join('\n'))
    .digest('hex');
  return `<${hash.slice(0, 40)}@${sender.split('@').at(-1)}>`;
}
