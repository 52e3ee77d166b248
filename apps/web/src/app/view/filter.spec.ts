import { describe, expect, it } from '@jest/globals';
import { filterText, readFilters, withFilter } from './filter.js';

describe('filters in the address', () => {
  it('are read as the API reads them, and written again the same', () => {
    const parameters = new URLSearchParams('filter=platform:ios,android&filter=country:DE');
    const filters = readFilters(parameters);
    expect(filters).toEqual([
      { dimension: 'platform', values: ['ios', 'android'] },
      { dimension: 'country', values: ['DE'] },
    ]);
    expect(filters.map(filterText)).toEqual(['platform:ios,android', 'country:DE']);
  });

  it('keep a colon of a value, and leave out what is none', () => {
    expect(readFilters(new URLSearchParams('filter=source:paid:radio&filter=nothing&filter=country:'))).toEqual([
      { dimension: 'source', values: ['paid:radio'] },
    ]);
  });

  it('are replaced dimension by dimension, and go when nothing is left', () => {
    const filters = [{ dimension: 'platform', values: ['ios'] }];
    expect(withFilter(filters, 'platform', ['android'])).toEqual([{ dimension: 'platform', values: ['android'] }]);
    expect(withFilter(filters, 'platform', [])).toEqual([]);
    expect(withFilter(filters, 'country', ['DE'])).toHaveLength(2);
  });
});
