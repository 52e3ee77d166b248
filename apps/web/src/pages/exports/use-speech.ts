import { useLanguage } from '../../app/language/language.js';
import type { Speech } from './export-text.js';
import { useExportWords } from './words/use-export-words.js';

/** The language of the pages, and the words of this one. */
export const useSpeech = (): Speech => ({ language: useLanguage(), own: useExportWords() });
