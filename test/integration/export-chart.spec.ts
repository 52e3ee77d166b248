import { chartOf } from '@grapevine/exports';
import { describe, expect, it, jest } from '@jest/globals';
import { chartPng } from '../../apps/api/src/exports/chart/chart-png.js';
import {
  collegeGrowth,
  collegePowerCurve,
  collegeRetention,
  collegeSeries,
  deliveryOf,
  deliveryRow,
} from '../support/export-answers.js';

const ANSWERS = {
  columns: { of: 'series', answer: collegeSeries() },
  'a period that is not over': { of: 'series', answer: collegeSeries(7, { complete: false }) },
  'stacked columns with a line': { of: 'growth', answer: collegeGrowth() },
  'a heat map': { of: 'retention', answer: collegeRetention() },
  'many columns': { of: 'power_curve', answer: collegePowerCurve() },
  'a funnel': { of: 'delivery', answer: deliveryOf([deliveryRow('2004-10', 10_000)]) },
} as const;

const png = async (answered: (typeof ANSWERS)[keyof typeof ANSWERS], workspace = 'Acme'): Promise<Buffer> => {
  const chart = chartOf(answered, { time_zone: 'UTC' }, workspace);
  if (!chart) throw new Error('There is no chart.');
  return chartPng(chart);
};
/** Width and height, which stand in the first chunk. */
const sizeOf = (image: Buffer): [number, number] => [image.readUInt32BE(16), image.readUInt32BE(20)];

describe('the picture of a chart', () => {
  it.each(Object.entries(ANSWERS))('is a PNG of the same bytes each time: %s', async (_, answered) => {
    const said = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const [first, second] = [await png(answered), await png(answered)];
    expect(first.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const [width, height] = sizeOf(first);
    expect(width).toBe(1_600);
    expect(height).toBeGreaterThan(400);
    expect(height).toBeLessThan(1_400);
    expect(first.equals(second)).toBe(true);
    // The library has warnings of its own; a server's output is its log.
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  it('is another one of other numbers, and of what is not over', async () => {
    const images = await Promise.all(Object.values(ANSWERS).map((answered) => png(answered)));
    expect(new Set(images.map((image) => image.toString('base64'))).size).toBe(images.length);
  });

  it('has its words, whatever they are', async () => {
    const [plain, hostile] = [
      await png(ANSWERS.columns, ''),
      await png(ANSWERS.columns, '<svg> & "]]>" \u0007株式会社'),
    ];
    expect(sizeOf(hostile)).toEqual(sizeOf(plain));
    expect(hostile.equals(plain)).toBe(false);
  });
});
