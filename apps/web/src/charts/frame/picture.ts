import { toBlob } from 'html-to-image';

const MARGIN = 24;
const TITLE_HEIGHT = 36;

/** A chart as it stands on the page, under its title, as a PNG of twice the size: fonts and colours are in it. */
export async function pictureOf(chart: HTMLElement, title: string): Promise<Blob> {
  const style = getComputedStyle(document.documentElement);
  const frame = document.createElement('div');
  frame.style.cssText = `width:${chart.offsetWidth + 2 * MARGIN}px;padding:${MARGIN}px;box-sizing:border-box`;
  const heading = document.createElement('p');
  heading.textContent = title;
  heading.style.cssText = `height:${TITLE_HEIGHT}px;margin:0;font-size:16px;font-weight:600`;
  frame.append(heading, chart.cloneNode(true));
  // Styles are computed only of what is in the document; there it is seen by nobody.
  const stage = document.createElement('div');
  stage.style.cssText = 'position:fixed;left:-10000px;top:0';
  stage.setAttribute('aria-hidden', 'true');
  stage.append(frame);
  document.body.append(stage);
  try {
    const blob = await toBlob(frame, { pixelRatio: 2, backgroundColor: style.getPropertyValue('background-color') });
    if (!blob) throw new Error('This browser made no picture of the chart.');
    return blob;
  } finally {
    stage.remove();
  }
}
