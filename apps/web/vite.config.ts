import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page of the API's description is of other libraries, apart from all others. */
const NOT_OF_DOCS =
  /web\/src\/(app\/(?!styles)|charts|pages)|node_modules\/(react|react-dom|scheduler|wouter|regexparam|@tanstack|lucide-react)\//;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  build: {
    outDir: '../../dist/apps/web',
    emptyOutDir: true,
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // Browsers that know light-dark() and what else the pages use need none.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    // Two pages: what shows the API is large, and nobody who looks at numbers loads it.
    rolldownOptions: {
      input: [`${import.meta.dirname}/index.html`, `${import.meta.dirname}/docs.html`],
      output: {
        codeSplitting: {
          groups: [
            // What a page cannot be painted without, and what most pages share: one file is smaller than many, and fetched sooner.
            { name: 'start', tags: ['$initial'], test: NOT_OF_DOCS },
            { name: 'parts', test: /web\/src\//, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4000' } },
});
