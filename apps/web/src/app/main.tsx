import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AddressRouter } from './address.js';
import { readAhead } from './api/asked-ahead.js';
import { App, firstClient } from './app.js';
import { restoreLanguage } from './language/languages.js';
import { prefetchPage } from './pages.js';
import '@fontsource-variable/inter/wght.css';
import './styles/base.css';

/** The one text that no file of words can hold. */
const NO_WORDS = 'Grapevine could not load this page. Reload it; if that fails again, see whether the server runs.';

// Not awaited at the top: the words import from the file that this one is in, and would wait for it for ever.
void start();

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element #root to draw into.');
  const first = firstClient();
  readAhead(first.client);
  void prefetchPage(window.location.pathname);
  try {
    await restoreLanguage();
  } catch (error) {
    root.textContent = NO_WORDS;
    throw error;
  }
  // Drawn without its page, the app would show it only some 300 ms after it is here: React holds back what takes a fallback's place. It is
  // another page than before where it has been answered that nobody is signed in.
  await prefetchPage(window.location.pathname);
  createRoot(root).render(
    <StrictMode>
      <AddressRouter>
        <App first={first} />
      </AddressRouter>
    </StrictMode>,
  );
}
