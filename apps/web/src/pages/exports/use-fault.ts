import { faultOf } from '../../app/controls/field.js';
import { useLanguage } from '../../app/language/language.js';
import { useExportWords } from './words/use-export-words.js';

/** What is wrong with a parameter of a refused request; for several names, whichever was refused. */
export function useFault(error: Error | null): (...parameters: string[]) => string | undefined {
  const { words } = useLanguage();
  const own = useExportWords();
  const faults = { ...words.faults, ...own.faults };
  return (...parameters) =>
    parameters.map((parameter) => faultOf(error, parameter, { faults })).find((text) => text !== undefined);
}
