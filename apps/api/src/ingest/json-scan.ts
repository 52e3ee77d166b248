const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** A value's place in a text: its first byte, and the one behind its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text is not JSON, as far as its brackets and quotes can tell. */
export class NotJsonError extends Error {
  override readonly name = 'NotJsonError';
}

export const isArray = (text: Buffer, at: number): boolean => text[at] === OPEN_BRACKET;
export const isObject = (text: Buffer, at: number): boolean => text[at] === OPEN_BRACE;

/** @returns where the next thing that is not white space stands; the length of the text where nothing follows */
export function skipSpace(text: Buffer, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const byte = text[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return at;
}

/**
 * Finds the end of the value that begins at `start`, without making anything of it: ten megabytes of `[` take no memory.
 * What stands between the brackets is checked by whoever parses it.
 *
 * @throws NotJsonError when no value begins there, or when it does not end
 */
export function endOfValue(text: Buffer, start: number): number {
  const first = text[start];
  if (first === QUOTE) return endOfString(text, start);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return endOfWord(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const byte = text[at];
    if (byte === QUOTE) at = endOfString(text, at) - 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at + 1;
  }
  throw new NotJsonError('A bracket is not closed.');
}

function endOfString(text: Buffer, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const byte = text[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at++;
  }
  throw new NotJsonError('A string does not end.');
}

/** A number, true, false or null: everything up to white space, a comma or a closing bracket. */
function endOfWord(text: Buffer, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const byte = text[at] as number;
    if (byte <= 0x20 || byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE) break;
  }
  if (at === start) throw new NotJsonError('A value is missing.');
  return at;
}

/**
 * The elements of the array that begins at `open`, in order.
 *
 * @returns at last, what stands behind the array
 * @throws NotJsonError where they are not separated by single commas, or the array does not end
 */
export function* elementsOf(text: Buffer, open: number): Generator<Span, number> {
  let start = skipSpace(text, open + 1);
  if (text[start] === CLOSE_BRACKET) return start + 1;
  for (;;) {
    const end = endOfValue(text, start);
    yield { start, end };
    const next = skipSpace(text, end);
    if (text[next] === CLOSE_BRACKET) return next + 1;
    if (text[next] !== COMMA) throw new NotJsonError('A comma is missing.');
    start = skipSpace(text, next + 1);
  }
}

/**
 * Looks in the object that begins at `open` for the last member of a name: the one that JSON.parse would keep.
 *
 * @returns where the member's value stands, if there is one, and where the object ends
 * @throws NotJsonError where a member is not a name, a colon and a value
 */
export function findMember(text: Buffer, open: number, name: string): { value: Span | undefined; end: number } {
  let value: Span | undefined;
  let at = skipSpace(text, open + 1);
  if (text[at] === CLOSE_BRACE) return { value, end: at + 1 };
  for (;;) {
    if (text[at] !== QUOTE) throw new NotJsonError('A name is missing.');
    const endOfName = endOfString(text, at);
    const isIt = nameAt(text, at, endOfName) === name;
    const colon = skipSpace(text, endOfName);
    if (text[colon] !== COLON) throw new NotJsonError('A colon is missing.');
    const start = skipSpace(text, colon + 1);
    const end = endOfValue(text, start);
    if (isIt) value = { start, end };
    const next = skipSpace(text, end);
    if (text[next] === CLOSE_BRACE) return { value, end: next + 1 };
    if (text[next] !== COMMA) throw new NotJsonError('A comma is missing.');
    at = skipSpace(text, next + 1);
  }
}

/** A name may be written with escapes; one longer than any that is looked for is not read. */
function nameAt(text: Buffer, start: number, end: number): string | undefined {
  if (end - start > 200) return undefined;
  try {
    return JSON.parse(text.toString('utf8', start, end));
  } catch {
    throw new NotJsonError('A name is not a JSON string.');
  }
}
