import type { Comparison } from '@grapevine/contracts';
import { useMemo } from 'react';
import { useDataThrough, useSeries, useWorkspace } from '../api/questions.js';
import { type Filter, filterText } from './filter.js';
import { resolveRange } from './range.js';
import { useView } from './use-view.js';

/** What deliveries can be told apart by; members by the dimensions of the workspace. */
const DELIVERY_DIMENSIONS: readonly string[] = [
  'channel',
  'platform',
  'country',
  'error_code',
  'app_version',
  'manufacturer',
];

export type Population = 'members' | 'deliveries';

/** The part of every question that the controls of the page decide. */
export interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  filter: string[];
}

/** What the questions of a page have in common. */
export interface AskedView {
  /** Undefined while the range cannot be said yet: nothing is asked until then. */
  asked: Asked | undefined;
  compare: Comparison | undefined;
  /** The last local day with data, as the status says it again and again. */
  through: ReturnType<typeof useDataThrough>;
}

/** The dimensions by which a population can be filtered and broken down; undefined until they are known. */
export function useDimensions(population: Population): readonly string[] | undefined {
  const workspace = useWorkspace().data;
  return population === 'deliveries' ? DELIVERY_DIMENSIONS : workspace?.dimensions;
}

/** Whether a filter of the address says anything about a population; one that does not is shown, but not asked. */
export function appliesTo(filter: Filter, population: Population, dimensions: readonly string[]): boolean {
  return dimensions.includes(filter.dimension) || (population === 'members' && filter.dimension.startsWith('member.'));
}

/** Turns the view of the address into the common part of the questions about a population. */
export function useAsked(population: Population): AskedView {
  const { range, compare, filters } = useView();
  const through = useDataThrough();
  const dimensions = useDimensions(population);
  // Every answer says where the data begins; the default one is at hand, or as good as any.
  const any = useSeries({ metric: 'active_members', grain: 'month' }, range === 'all');
  const days = resolveRange(range, { from: any.data?.meta.data_from, through: through.data });
  const [from, to] = [days?.from, days?.to];
  const isKnown = days !== undefined && (filters.length === 0 || dimensions !== undefined);
  const filter = filters.filter((it) => appliesTo(it, population, dimensions ?? [])).map(filterText);
  const filterKey = filter.join('&');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list of the same filters is the same question
  const asked = useMemo(() => (isKnown ? { from, to, filter } : undefined), [isKnown, from, to, filterKey]);
  return { asked, compare, through };
}
