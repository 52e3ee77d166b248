/** The forms of a phrase that counts; a language gives those that it has. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Marks an object of the words as a plural, so that other languages may have other forms than English. */
export const plural = (forms: Plural): Plural => forms;

/** A template's pieces in order: literal text, and the names between braces. */
export type Piece = { text: string } | { slot: string };

/** Takes `'{people} used {product}.'` apart. */
export function pieces(template: string): Piece[] {
  return template
    .split(/\{(\w+)\}/)
    .map((part, index): Piece => (index % 2 === 1 ? { slot: part } : { text: part }))
    .filter((piece) => 'slot' in piece || piece.text !== '');
}

/** Puts text into a template's slots; a slot without a value stays visible, so that a mistake is seen. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return pieces(template)
    .map((piece) => ('slot' in piece ? (values[piece.slot] ?? `{${piece.slot}}`) : piece.text))
    .join('');
}
