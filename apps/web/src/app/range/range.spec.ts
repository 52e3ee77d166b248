import { describe, expect, it } from '@jest/globals';
import { readRange, resolveRange } from './range.js';

describe('ranges', () => {
  it('count whole months back from the last day with data', () => {
    expect(resolveRange('6m', '2004-10-26')).toEqual({ from: '2004-05-01', to: '2004-10-26' });
    expect(resolveRange('12m', '2004-10-26')).toEqual({ from: '2003-11-01', to: '2004-10-26' });
    expect(resolveRange('24m', '2024-02-29')).toEqual({ from: '2022-03-01', to: '2024-02-29' });
    expect(resolveRange('ytd', '2004-10-26')).toEqual({ from: '2004-01-01', to: '2004-10-26' });
  });

  it('ask for everything without saying from when', () => {
    expect(resolveRange('all', '2004-10-26')).toEqual({});
    expect(resolveRange('6m', null)).toEqual({});
  });

  it('are read from the address, where anything else is the default', () => {
    expect(readRange('12m')).toBe('12m');
    expect(readRange(null)).toBe('all');
    expect(readRange('constructor')).toBe('all');
  });
});
