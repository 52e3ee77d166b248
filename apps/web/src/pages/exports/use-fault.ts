import { faultOf } from '../../app/controls/field.js';
import { useLanguage } from '../../app/language/language.js';

/**
 * What is wrong with a parameter of a refused request; for several names, whichever was refused.
 *
 * @param of the request, where a name means something else than in others
 */
export function useFault(error: Error | null, of?: string): (...parameters: string[]) => string | undefined {
  const { words } = useLanguage();
  return (...parameters) =>
    parameters
      .map((parameter) => faultOf(error, parameter, words, of === undefined ? parameter : `${of}.${parameter}`))
      .find((text) => text !== undefined);
}
