import type { Comparison } from '@grapevine/contracts';
import { useCallback, useMemo } from 'react';
import { navigate, useParameters } from '../address.js';
import { WORKSPACE } from '../api/client.js';
import { type Filter, filterText, readFilters } from './filter.js';
import { type Range, readRange, writeRange } from './range.js';

const COMPARISONS: readonly Comparison[] = ['previous_period', 'previous_year'];
/** The part of an address that all pages of analysis share: it is kept from page to page. */
const SHARED = [WORKSPACE, 'range', 'from', 'to', 'compare', 'filter'];

/** What all charts of a page look at. */
export interface View {
  range: Range;
  compare: Comparison | undefined;
  filters: Filter[];
}

export interface ViewControl extends View {
  setRange(range: Range): void;
  setCompare(compare: Comparison | undefined): void;
  setFilters(filters: readonly Filter[]): void;
}

/** Writes to the parameters of an address. */
type Write = (parameters: URLSearchParams) => void;

/**
 * Changes the parameters of the page's address. They are read when the change is made: what is drawn may still be of the address
 * before, where one key follows another quickly.
 */
export function changeParameters(write: Write, options?: { replace: boolean }): void {
  const { pathname, search } = window.location;
  const parameters = new URLSearchParams(search);
  write(parameters);
  navigate(parameters.size > 0 ? `${pathname}?${parameters}` : pathname, options);
}

/** The view of this page, kept in its address: every view is a link, and Back goes to the view before. */
export function useView(): ViewControl {
  const parameters = useParameters();
  return useMemo(
    () => ({
      range: readRange(parameters),
      compare: COMPARISONS.find((name) => name === parameters.get('compare')),
      filters: readFilters(parameters),
      setRange: (range) => changeParameters((after) => writeRange(after, range)),
      setCompare: (compare) =>
        changeParameters((after) => {
          after.delete('compare');
          if (compare) after.set('compare', compare);
        }),
      setFilters: (filters) =>
        changeParameters((after) => {
          after.delete('filter');
          for (const filter of filters) after.append('filter', filterText(filter));
        }),
    }),
    [parameters],
  );
}

/** This page of another workspace; ranges, filters and choices are of the one before. */
export const lookAt = (slug: string): void =>
  navigate(`${window.location.pathname}?${new URLSearchParams({ [WORKSPACE]: slug })}`);

/** The address of another page with the view that the parameters of this one describe. */
export function addressWithView(path: string, parameters: URLSearchParams): string {
  const kept = new URLSearchParams([...parameters].filter(([name]) => SHARED.includes(name)));
  return kept.size > 0 ? `${path}?${kept}` : path;
}

/** Gives addresses of other pages with the view that is drawn. */
export function useAddressWithView(): (path: string) => string {
  const parameters = useParameters();
  return useCallback((path) => addressWithView(path, parameters), [parameters]);
}

/** One choice of a page, kept in its address; the default, by itself the first option, leaves no trace there. */
export function useChoice<T extends string>(
  name: string,
  options: readonly [T, ...T[]],
  standard: T = options[0],
): [T, (choice: T) => void] {
  const parameters = useParameters();
  const choose = useCallback(
    (choice: T) =>
      changeParameters((after) => {
        if (choice === standard) after.delete(name);
        else after.set(name, choice);
      }),
    [name, standard],
  );
  return [options.find((option) => option === parameters.get(name)) ?? standard, choose];
}
