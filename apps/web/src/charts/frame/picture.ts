import { styledCopy } from './styled-copy.js';
import { usedFonts } from './used-fonts.js';

const MARGIN = 24;
const SCALE = 2;
const SVG = 'http://www.w3.org/2000/svg';

/** What a picture says above the chart, since it leaves the page that says it. */
export interface Caption {
  title: string;
  /** Whose numbers they are. */
  about: string;
}

/** A chart as it stands on the page, under its caption, as a PNG of twice the size: fonts and colours are in it. */
export async function pictureOf(chart: HTMLElement, caption: Caption): Promise<Blob> {
  const stage = document.createElement('div');
  const head = headOf(caption, chart.offsetWidth);
  stage.append(head);
  // What is computed of it needs the document; there it is seen and heard by nobody.
  stage.style.cssText = 'position:fixed;left:-10000px;top:0';
  stage.setAttribute('aria-hidden', 'true');
  document.body.append(stage);
  try {
    const width = chart.offsetWidth + 2 * MARGIN;
    const height = head.offsetHeight + chart.offsetHeight + 2 * MARGIN;
    const frame = document.createElement('div');
    frame.style.cssText = `padding:${MARGIN}px;box-sizing:border-box;width:${width}px;height:${height}px`;
    frame.style.background = backgroundOf(chart);
    frame.append(styledCopy(head), styledCopy(chart));
    return await drawn(frame, width, height);
  } finally {
    stage.remove();
  }
}

function headOf({ title, about }: Caption, width: number): HTMLElement {
  const head = document.createElement('div');
  head.style.cssText = `width:${width}px;padding-bottom:12px;overflow-wrap:anywhere`;
  const heading = document.createElement('p');
  heading.textContent = title;
  heading.style.cssText = 'font-size:16px;font-weight:600';
  const line = document.createElement('p');
  line.textContent = about;
  line.style.cssText = 'font-size:12px;color:var(--text-soft)';
  head.append(heading, line);
  return head;
}

/** The colour that a chart stands on: that of the first thing around it that has one. */
function backgroundOf(chart: HTMLElement): string {
  for (let around: Element | null = chart; around; around = around.parentElement) {
    const color = getComputedStyle(around).backgroundColor;
    if (color !== 'rgba(0, 0, 0, 0)') return color;
  }
  return 'white';
}

async function drawn(frame: HTMLElement, width: number, height: number): Promise<Blob> {
  const fonts = document.createElement('style');
  fonts.textContent = await usedFonts();
  const outside = document.createElementNS(SVG, 'svg');
  const inside = document.createElementNS(SVG, 'foreignObject');
  for (const element of [outside, inside]) {
    element.setAttribute('width', String(width));
    element.setAttribute('height', String(height));
  }
  frame.prepend(fonts);
  inside.append(frame);
  outside.append(inside);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(outside))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser made no picture of the chart.')))),
  );
}
