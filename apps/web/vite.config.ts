import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

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
    rollupOptions: { input: [`${import.meta.dirname}/index.html`, `${import.meta.dirname}/docs.html`] },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4000' } },
});
