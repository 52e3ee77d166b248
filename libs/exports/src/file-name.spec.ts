import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exportFileName, prefixOf } from './file-name.js';

describe('the name of a file', () => {
  it('follows from export, period and format', () => {
    const month = { start: '2026-10-01', end: '2026-10-31' };
    expect(exportFileName('growth', month, 'csv', 'gzip')).toBe('growth_2026-10-01_2026-10-31.csv.gz');
    expect(exportFileName('growth', month, 'ndjson', 'zstd')).toBe('growth_2026-10-01_2026-10-31.ndjson.zst');
    expect(exportFileName('growth', month, 'parquet', 'none')).toBe('growth_2026-10-01_2026-10-31.parquet');
  });

  it.each([
    ['Growth by platform', 'growth-by-platform'],
    ['  Tägliches Log (für Ada) ', 'tagliches-log-fur-ada'],
    ['../../etc/passwd', 'etc-passwd'],
    ['日本語', 'export'],
  ])('%j begins with %s', (name, prefix) => expect(prefixOf(name)).toBe(prefix));

  it('is made of letters, digits and "-" only, whatever the export is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
        expect(prefixOf(name)).toMatch(/^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/);
      }),
    );
  });
});
