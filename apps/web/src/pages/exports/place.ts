import { useCallback } from 'react';
import { useParameters } from '../../app/address.js';
import { WORKSPACE } from '../../app/api/client.js';

/** What this page shows: the list, one export, or the form for one that is there or not yet. */
export type Place = { readonly id?: string; readonly form?: boolean };

/** The place that an address names. */
export function placeOf(parameters: URLSearchParams): Place {
  const id = parameters.get('export') ?? undefined;
  return { ...(id === undefined ? {} : { id }), form: parameters.has(id === undefined ? 'new' : 'edit') };
}

/** Gives the addresses of places, of the same workspace. */
export function useAddressOf(): (place: Place) => string {
  const workspace = useParameters().get(WORKSPACE);
  return useCallback(
    ({ id, form }) => {
      const parameters = new URLSearchParams({
        ...(workspace === null ? {} : { [WORKSPACE]: workspace }),
        ...(id === undefined ? {} : { export: id }),
        ...(form ? { [id === undefined ? 'new' : 'edit']: '1' } : {}),
      });
      return parameters.size > 0 ? `/exports?${parameters}` : '/exports';
    },
    [workspace],
  );
}
