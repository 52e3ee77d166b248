import { createRequire } from 'node:module';
import type { Chart } from '@grapevine/exports';
import { renderAsync } from '@resvg/resvg-js';
import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent, VisualMapComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { optionOf } from './chart-option.js';
import { LOOK, WIDTH } from './look.js';

const require = createRequire(import.meta.url);
/** Servers have no fonts; this package comes with files that are not compressed, as the renderer needs them. */
const fontFiles = (): string[] => [
  require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
];
/** What Inter has letters for. Anything else is drawn where the server itself has a font of it. */
const IN_FONT = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]*$/u;

/** What no XML may have: names of segments come from anybody. */
const NOT_IN_XML = /[\p{Cc}\p{Cs}\p{Cn}]/gu;

/** A chart as PNG, two dots for each point: drawn without a browser, and of the same bytes whenever it is of the same numbers. */
export async function chartPng(chart: Chart): Promise<Buffer> {
  const svg = svgOf(chart);
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    background: LOOK.surface,
    font: {
      fontFiles: fontFiles(),
      loadSystemFonts: !IN_FONT.test(svg),
      defaultFontFamily: 'Inter',
    },
  });
  return image.asPng();
}

function svgOf(chart: Chart): string {
  use([
    BarChart,
    LineChart,
    HeatmapChart,
    GridComponent,
    LegendComponent,
    TitleComponent,
    VisualMapComponent,
    SVGRenderer,
  ]);
  const { option, height } = optionOf(chart);
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    drawing.setOption(option);
    return drawing.renderToSVGString().replace(NOT_IN_XML, ' ');
  } finally {
    drawing.dispose();
  }
}
