import { describe, expect, it } from '@jest/globals';
import { readRange, resolveRange } from './range.js';

const college = { from: '2004-04-15', through: '2004-10-26' };

describe('ranges', () => {
  it('count whole months back from the last day with data', () => {
    expect(resolveRange('6m', college)).toEqual({ from: '2004-05-01', to: '2004-10-26' });
    expect(resolveRange('12m', college)).toEqual({ from: '2003-11-01', to: '2004-10-26' });
    expect(resolveRange('12m', { ...college, through: '2024-02-29' })).toEqual({
      from: '2023-03-01',
      to: '2024-02-29',
    });
    expect(resolveRange('ytd', college)).toEqual({ from: '2004-01-01', to: '2004-10-26' });
    expect(resolveRange('all', college)).toEqual({ from: '2004-04-15', to: '2004-10-26' });
  });

  it('leave the choice to the API by default, before anything is known', () => {
    expect(resolveRange('36m', { from: undefined, through: undefined })).toEqual({});
  });

  it('wait for what they depend on', () => {
    expect(resolveRange('6m', { from: undefined, through: undefined })).toBeUndefined();
    expect(resolveRange('6m', { from: undefined, through: '2004-10-26' })).toBeDefined();
    expect(resolveRange('all', { from: undefined, through: '2004-10-26' })).toBeUndefined();
  });

  it('ask for nothing in particular while there is no data', () => {
    expect(resolveRange('6m', { from: null, through: null })).toEqual({});
    expect(resolveRange('all', { from: null, through: null })).toEqual({});
  });

  it('are read from the address, where anything else is the default', () => {
    expect(readRange('12m')).toBe('12m');
    expect(readRange(null)).toBe('36m');
    expect(readRange('constructor')).toBe('36m');
  });
});
