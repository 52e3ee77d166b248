import { createContext, Fragment, type ReactNode, useContext } from 'react';
import type { Words } from '../words/en.js';
import { createFormat, type Format, type Locales } from './format.js';
import { fill, type Plural, pieces } from './template.js';

/** Everything that differs between languages: the words, and how numbers and times are written. */
export interface Language {
  locales: Locales;
  words: Words;
  format: Format;
  /** Fills a template with texts. */
  say(template: string, values: Readonly<Record<string, string>>): string;
  /** The form of a plural for `count`, its `{n}` filled with `shown` (by default the exact number). */
  count(forms: Plural, count: number, shown?: string): string;
}

/** Joins the words of a language with the formats of its locales. */
export function createLanguage(locales: Locales, words: Words): Language {
  const format = createFormat(locales);
  const rules = new Intl.PluralRules(locales.numbers);
  return {
    locales,
    words,
    format,
    say: fill,
    count: (forms, count, shown = format.integer(count)) =>
      fill(forms[rules.select(count)] ?? forms.other, { n: shown }),
  };
}

const LanguageContext = createContext<Language | null>(null);
/** Gives a language to everything inside. */
export const LanguageProvider = LanguageContext.Provider;

/** The language of this part of the page. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (!language) throw new Error('There is no LanguageProvider around what wants to say something.');
  return language;
}

interface RichProps {
  template: string;
  values: Readonly<Record<string, ReactNode>>;
}

/** A template whose slots hold elements: each language puts them in its own order. */
export function Rich({ template, values }: RichProps) {
  return pieces(template).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one template never change their order
    <Fragment key={index}>{'slot' in piece ? values[piece.slot] : piece.text}</Fragment>
  ));
}
