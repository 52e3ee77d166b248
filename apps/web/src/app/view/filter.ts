/** Values of one dimension, any of which may hold. */
export interface Filter {
  dimension: string;
  values: string[];
}

/** Reads the `filter` parameters of an address; they are written as the API reads them. */
export function readFilters(parameters: URLSearchParams): Filter[] {
  return parameters.getAll('filter').flatMap((text) => {
    const colon = text.indexOf(':');
    const values = text
      .slice(colon + 1)
      .split(',')
      .filter((value) => value !== '');
    return colon > 0 && values.length > 0 ? [{ dimension: text.slice(0, colon), values }] : [];
  });
}

/** A filter as the API reads it. */
export const filterText = ({ dimension, values }: Filter): string => `${dimension}:${values.join(',')}`;

/** Replaces the filter of one dimension; without values it is taken away. */
export function withFilter(filters: readonly Filter[], dimension: string, values: readonly string[]): Filter[] {
  const others = filters.filter((filter) => filter.dimension !== dimension);
  return values.length === 0 ? others : [...others, { dimension, values: [...values] }];
}
