import { useSyncExternalStore } from 'react';
import { createLanguage, type Language } from './language.js';

const STORED_AS = 'grapevine.language';

/** Every language that there is: its own name, and where its words are. A further one is a file of words and a line here. */
const LANGUAGES = {
  en: {
    name: 'English',
    // British dates put the day first; American numbers abbreviate thousand and million as K and M, not as k and m.
    load: async () => createLanguage({ numbers: 'en-US', dates: 'en-GB' }, (await import('../words/en.js')).en),
  },
  de: {
    name: 'Deutsch',
    load: async () => createLanguage({ numbers: 'de-DE', dates: 'de-DE' }, (await import('../words/de.js')).de),
  },
} as const satisfies Record<string, { name: string; load(): Promise<Language> }>;

export type LanguageCode = keyof typeof LANGUAGES;
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as LanguageCode[];
/** What a language calls itself: whoever needs it reads it there. */
export const languageName = (code: LanguageCode): string => LANGUAGES[code].name;

interface Choice {
  code: LanguageCode;
  language: Language;
}

let current: Choice | undefined;
const listeners = new Set<() => void>();

/** Shows the pages in a language from now on, and keeps it for the next visit, as far as this browser lets us. */
export async function chooseLanguage(code: LanguageCode): Promise<void> {
  await show(code);
  try {
    localStorage.setItem(STORED_AS, code);
  } catch {
    // Storage can be forbidden: the choice then lasts as long as the page.
  }
}

/** To be awaited before anything is drawn: the language that was chosen here, or else the first of the browser's that there is. */
export async function restoreLanguage(): Promise<void> {
  const wanted = [storedCode(), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  const code = wanted.find((one): one is LanguageCode => one !== null && one in LANGUAGES) ?? 'en';
  await show(code);
}

/** The language of the pages, and its code. */
export function useLanguageChoice(): Choice {
  const choice = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
  if (!choice) throw new Error('No language was restored before the pages are drawn.');
  return choice;
}

async function show(code: LanguageCode): Promise<void> {
  current = { code, language: await LANGUAGES[code].load() };
  document.documentElement.lang = code;
  for (const listener of listeners) listener();
}

function storedCode(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}
