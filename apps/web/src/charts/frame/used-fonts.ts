/** The rules of the fonts that the page has loaded, each with its file inside: a picture fetches nothing. */
export async function usedFonts(): Promise<string> {
  const loaded = new Set([...document.fonts].filter(({ status }) => status === 'loaded').map(nameOf));
  const rules = [...document.styleSheets]
    .filter(isOwn)
    .flatMap((sheet) =>
      [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => ({ rule, base: sheet.href })),
    );
  const used = rules.filter(({ rule: { style } }) =>
    loaded.has(nameOf({ family: style.getPropertyValue('font-family'), unicodeRange: rangeOf(style) })),
  );
  return (await Promise.all(used.map(({ rule, base }) => withFile(rule.cssText, base ?? document.baseURI)))).join('\n');
}

/** What an extension of the browser put into the page cannot be read, and is no part of it. */
const isOwn = ({ href }: CSSStyleSheet): boolean => href === null || href.startsWith(window.location.origin);

const rangeOf = (style: CSSStyleDeclaration): string => style.getPropertyValue('unicode-range') || 'U+0-10FFFF';

/** One family has a file for each part of the alphabet. */
const nameOf = ({ family, unicodeRange }: Pick<FontFace, 'family' | 'unicodeRange'>): string =>
  `${family.replaceAll(/["']/g, '')} ${unicodeRange.replaceAll(' ', '').toUpperCase()}`;

async function withFile(rule: string, base: string): Promise<string> {
  const address = /url\(["']?([^"')]+)["']?\)/.exec(rule)?.[1];
  if (address === undefined || address.startsWith('data:')) return rule;
  const answer = await fetch(new URL(address, base));
  if (!answer.ok) throw new Error(`The font ${address} was not answered: HTTP ${answer.status}.`);
  return rule.replace(address, await dataAddress(await answer.blob()));
}

function dataAddress(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The font could not be read.'));
    reader.readAsDataURL(file);
  });
}
