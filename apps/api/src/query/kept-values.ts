import type { ParameterError } from '@grapevine/contracts';
import { isBeyond, type KeptValues } from '@grapevine/warehouse';

interface NamedValues {
  readonly dimension: string;
  readonly values: readonly string[];
}

/**
 * What is wrong with values that a request names: those of a dimension with too many, of which the first by name are kept. Others have no
 * number of their own, and are never answered by part of one.
 */
export function notKeptErrors(kept: KeptValues | undefined, named: readonly NamedValues[]): ParameterError[] {
  return named.flatMap(({ dimension, values }) => {
    const beyond = values.filter((value) => isBeyond(kept, dimension, value));
    const bound = kept?.get(dimension);
    return beyond.length === 0 || !bound ? [] : [{ parameter: 'filter', message: explain(dimension, beyond, bound) }];
  });
}

function explain(dimension: string, beyond: readonly string[], { kept, last }: { kept: number; last: string }): string {
  const names = beyond.map((value) => JSON.stringify(value)).join(', ');
  return (
    `${dimension} has more than ${kept} values, of which the first ${kept} by name are kept, up to ${JSON.stringify(last)}: ` +
    `${names} ${beyond.length === 1 ? 'is' : 'are'} counted in "(other)" of by=${dimension}. Name values up to that one, or send fewer: ` +
    'classes of what is meant, and no numbers or ids'
  );
}
