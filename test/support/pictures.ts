import type { Page } from 'playwright-core';

/** Middle and radius of a hollow point in its chart, CSS pixels. */
interface RingPlace {
  x: number;
  y: number;
  radius: number;
}

/** A chart as it was taken along, and a screenshot of it, both as PNGs with two pixels to the CSS pixel. */
export interface TakenPicture {
  name: string;
  taken: Buffer;
  shown: Buffer;
  hollow: readonly RingPlace[];
}

interface Comparison {
  /** Share of the chart's pixels that are clearly of another colour than on the screen. */
  differing: number;
  background: number[];
  hollow: { middle: number[]; ring: number[] }[];
  /** How far to the right the two lines above the chart are written. */
  title: number;
  about: number;
}

const FIND_RINGS = `(chart) => {
  const at = chart.getBoundingClientRect();
  const card = getComputedStyle(chart.parentElement).backgroundColor;
  return [...chart.querySelectorAll('circle')].filter((one) => getComputedStyle(one).fill === card).map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return { x: x + width / 2 - at.x, y: y + height / 2 - at.y, radius: Number(one.getAttribute('r')) };
  });
}`;

/** Where the circles of a chart are that are filled like its card. */
export function findRings(page: Page, chart: string): Promise<RingPlace[]> {
  return page.evaluate<RingPlace[]>(`(${FIND_RINGS})(document.querySelector(${JSON.stringify(chart)}))`);
}

const COMPARE = `async ({ taken, shown, hollow }) => {
  const pixels = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const at = (x, y) => [...data.subarray((y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 3)];
    return { width: bitmap.width, height: bitmap.height, at };
  };
  const [picture, screen] = [await pixels(taken), await pixels(shown)];
  const margin = (picture.width - screen.width) / 2;
  const top = picture.height - screen.height - margin;
  const isFar = (one, other) => one.some((value, channel) => Math.abs(value - other[channel]) > 64);
  let differing = 0;
  for (let y = 0; y < screen.height; y++) {
    for (let x = 0; x < screen.width; x++) if (isFar(picture.at(x + margin, y + top), screen.at(x, y))) differing++;
  }
  const background = picture.at(1, 1);
  const rightmost = (from, to) => {
    for (let x = picture.width - 1; x > 0; x--) {
      for (let y = from; y < to; y++) if (isFar(picture.at(x, y), background)) return x;
    }
    return 0;
  };
  const place = (x, y) => picture.at(Math.round(x * 2) + margin, Math.round(y * 2) + top);
  return {
    differing: differing / (screen.width * screen.height),
    background,
    hollow: hollow.map(({ x, y, radius }) => ({ middle: place(x, y), ring: place(x + radius, y) })),
    title: rightmost(margin, margin + 46),
    about: rightmost(margin + 50, margin + 84),
  };
}`;

/** Holds a picture against the screen, pixel by pixel. */
export function comparePictures(page: Page, { taken, shown, hollow }: TakenPicture): Promise<Comparison> {
  const given = JSON.stringify({ taken: taken.toString('base64'), shown: shown.toString('base64'), hollow });
  return page.evaluate<Comparison>(`(${COMPARE})(${given})`);
}
