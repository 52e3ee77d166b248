import { type LanguageCode, useLanguageChoice } from '../../../app/language/languages.js';
import { exportsDe } from './de.js';
import { type ExportWords, exportsEn } from './en.js';

const WORDS: Readonly<Record<LanguageCode, ExportWords>> = { en: exportsEn, de: exportsDe };

/** What this page says, in the language of the pages. */
export const useExportWords = (): ExportWords => WORDS[useLanguageChoice().code];
