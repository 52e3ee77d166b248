import { describe, expect, it } from '@jest/globals';
import { plainText, sortRows, type TableRow } from './table.js';

const row = (key: string, ...cells: (number | null | undefined)[]): TableRow => ({ key, name: key, cells });
const rows = [row('04', 313, undefined), row('05', 1038, 725), row('06', null), row('07', 360), row('08', 287, -73)];

describe('the table of a chart', () => {
  it('sorts by every column, with what is missing at the end in both directions', () => {
    const order = (column: 'row' | number, descending: boolean) =>
      sortRows(rows, { column, descending }).map(({ key }) => key);
    expect(order('row', true)).toEqual(['08', '07', '06', '05', '04']);
    expect(order(0, false)).toEqual(['08', '04', '07', '05', '06']);
    expect(order(0, true)).toEqual(['05', '07', '04', '08', '06']);
    expect(order(1, true).slice(0, 2)).toEqual(['05', '08']);
    expect(order(1, false).slice(0, 2)).toEqual(['08', '05']);
  });

  it('is written as CSV with plain numbers, zeros as zeros, and empty cells for no data', () => {
    const plain = {
      header: ['period', 'value', 'sealed'],
      rows: [
        ['2004-05', 1038.5, true],
        ['2004-06', null, false],
        ['2004-07', 0, true],
      ],
    };
    expect(plainText(plain)).toBe(
      'period\tvalue\tsealed\r\n2004-05\t1038.5\ttrue\r\n2004-06\t\tfalse\r\n2004-07\t0\ttrue\r\n',
    );
  });

  it('makes texts safe that a spreadsheet would run, and leaves negative numbers alone', () => {
    const plain = { header: ['=cmd()', 'a\tb', 'a"b'], rows: [['@x', -5, '+1']] };
    expect(plainText(plain)).toBe(`'=cmd()\t"a\tb"\t"a""b"\r\n'@x\t-5\t'+1\r\n`);
  });
});
