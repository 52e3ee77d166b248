import { DELIVERY_DIMENSIONS, type ParameterError } from '@grapevine/contracts';
import type { KeptValues, SegmentFilter } from '@grapevine/warehouse';
import { parseFilter } from '../query/filter.js';
import { notKeptErrors } from '../query/kept-values.js';

/** @returns what is wrong with the dimensions that a parameter names: only those of deliveries may stand there */
export function deliveryDimensionErrors(parameter: 'by' | 'filter', names: readonly string[]): ParameterError[] {
  const allowed: readonly string[] = DELIVERY_DIMENSIONS;
  return names
    .filter((name) => !allowed.includes(name))
    .map((name) => ({
      parameter,
      message: `${name} is not known of deliveries (${allowed.join(', ')})`,
      allowed: [...allowed],
    }));
}

/**
 * Reads filters on facts of deliveries.
 *
 * @throws ProblemError 422 for a filter of another form
 */
export function readDeliveryFilters(
  texts: readonly string[],
  kept: KeptValues | undefined,
): {
  readonly filters: readonly SegmentFilter[];
  readonly errors: readonly ParameterError[];
} {
  const filters = texts.map(parseFilter);
  return {
    filters,
    errors: [
      ...deliveryDimensionErrors(
        'filter',
        filters.map(({ dimension }) => dimension),
      ),
      ...notKeptErrors(kept, filters),
    ],
  };
}
