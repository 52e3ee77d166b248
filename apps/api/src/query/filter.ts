import type { SegmentFilter } from '@grapevine/warehouse';
import { invalid } from '../http/parse.js';

/**
 * Reads `dimension:value,value`; a comma or backslash within a value is written with a backslash before it.
 *
 * @throws ProblemError 422
 */
export function parseFilter(text: string): SegmentFilter {
  const colon = text.indexOf(':');
  const values = colon < 1 ? [] : splitValues(text.slice(colon + 1));
  if (values.length === 0 || values.includes('')) {
    const message = `"${text}" is not of the form dimension:value,value (platform:ios,android)`;
    throw invalid('The query', [{ parameter: 'filter', message }]);
  }
  return { dimension: text.slice(0, colon), values };
}

function splitValues(text: string): string[] {
  const values = [''];
  for (const [piece] of text.matchAll(/\\[,\\]|./gsu)) {
    if (piece === ',') values.push('');
    else values[values.length - 1] += piece.length === 2 && piece.startsWith('\\') ? piece.slice(1) : piece;
  }
  return values;
}
