/** Every text of the words of a language by its place, `settings.scope.read`; of plurals each form. */
export function textsOf(words: object, place = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, value]) => {
      const at = place === '' ? name : `${place}.${name}`;
      return typeof value === 'string' ? [[at, value]] : Object.entries(textsOf(value, at));
    }),
  );
}

/** Fewer letters than these, beside the slots, say nothing about a language: `{n} s`, `Q{quarter}`. */
const FEW = 4;

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\{}]/g, '\\$&');

/** What matches a text with anything in its slots. */
const patternOf = (text: string): string =>
  text
    .split(/\{\w+\}/)
    .map(escaped)
    .join('.+');

const letters = (text: string): number => text.replaceAll(/\{\w+\}|[^\p{L}]/gu, '').length;

/**
 * Finds texts that are of one language where another one is spoken.
 *
 * @param wrong the texts of the language that is not spoken
 * @param right those of the one that is: what both have is of both
 */
export function foreignIn(shown: readonly string[], wrong: readonly string[], right: readonly string[]): string[] {
  const matching = (texts: readonly string[]) =>
    new RegExp(
      `^(?:${[...new Set(texts)]
        .filter((text) => letters(text) >= FEW)
        .map(patternOf)
        .join('|')})$`,
    );
  const [ofWrong, ofRight] = [matching(wrong), matching(right)];
  return shown.filter((text) => ofWrong.test(text) && !ofRight.test(text));
}
