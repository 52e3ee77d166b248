import type { AskedView } from '../../app/view/use-asked.js';
import { type Population, useAsked } from '../../app/view/use-asked.js';

/** What every chart of a page has in common: the question's common part, and whether the server can be asked at all. */
export interface PageView extends AskedView {
  unreachable: boolean;
}

export function usePageView(population: Population): PageView {
  const view = useAsked(population);
  return { ...view, unreachable: view.through.isError };
}
