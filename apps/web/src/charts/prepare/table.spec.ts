import { describe, expect, it } from '@jest/globals';
import { seriesText, sortRows, tableRows } from './table.js';

const point = (month: string, value: number | null, complete = true) => ({
  period: `2004-${month}`,
  start: `2004-${month}-01`,
  end: `2004-${month}-28`,
  value,
  complete,
  sealed: complete && value !== null,
});
const points = [
  point('04', 313),
  point('05', 1038),
  point('06', null),
  point('07', 360),
  point('08', 287),
  point('09', 12, false),
];

describe('the table of a chart', () => {
  it('has a change only between complete neighbours that both have a value', () => {
    expect(tableRows(points).map(({ change }) => change)).toEqual([
      undefined,
      725,
      undefined,
      undefined,
      -73,
      undefined,
    ]);
  });

  it('sorts by every column, with what is missing at the end in both directions', () => {
    const order = (column: 'period' | 'value' | 'change', descending: boolean) =>
      sortRows(tableRows(points), { column, descending }).map(({ point: { period } }) => period.slice(5));
    expect(order('period', true)).toEqual(['09', '08', '07', '06', '05', '04']);
    expect(order('value', false)).toEqual(['09', '08', '04', '07', '05', '06']);
    expect(order('value', true)).toEqual(['05', '07', '04', '08', '09', '06']);
    expect(order('change', true).slice(0, 2)).toEqual(['05', '08']);
    expect(order('change', false).slice(0, 2)).toEqual(['08', '05']);
  });

  it('is written as CSV with ISO dates, plain numbers and empty cells for no data', () => {
    expect(seriesText(points.slice(1, 3), ',')).toBe(
      'period,start,end,value,complete,sealed\r\n' +
        '2004-05,2004-05-01,2004-05-28,1038,true,true\r\n' +
        '2004-06,2004-06-01,2004-06-28,,true,false\r\n',
    );
  });

  it('keeps a zero a zero', () => {
    expect(seriesText([point('05', 0)], '\t').split('\r\n')[1]).toBe('2004-05\t2004-05-01\t2004-05-28\t0\ttrue\ttrue');
  });
});
