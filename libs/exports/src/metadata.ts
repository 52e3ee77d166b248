/**
 * What an answer says beside its rows, as names and texts: `definition.version` for a field within a field, JSON for a list.
 *
 * @param parts objects whose fields are told; a later one's win
 */
export function metadataOf(...parts: readonly object[]): Record<string, string> {
  return Object.fromEntries(parts.flatMap((part) => entriesOf(part, '')));
}

function entriesOf(part: object, above: string): [string, string][] {
  return Object.entries(part).flatMap(([key, value]): [string, string][] => {
    const name = above + key;
    if (value === undefined) return [];
    if (typeof value === 'string') return [[name, value]];
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isNested ? entriesOf(value, `${name}.`) : [[name, JSON.stringify(value)]];
  });
}
