import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AddressRouter } from './address.js';
import { App } from './app.js';
import { restoreLanguage } from './language/languages.js';
import '@fontsource-variable/inter/wght.css';
import './styles/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root to draw into.');
await restoreLanguage().catch((error: unknown) => {
  // The one text that no file of words can hold.
  root.textContent = 'Grapevine could not load this page. Reload it; if that fails again, see whether the server runs.';
  throw error;
});
createRoot(root).render(
  <StrictMode>
    <AddressRouter>
      <App />
    </AddressRouter>
  </StrictMode>,
);
