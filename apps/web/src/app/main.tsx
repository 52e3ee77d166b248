import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.js';
import { restoreLanguage } from './language/languages.js';
import '@fontsource-variable/inter/wght.css';
import './styles/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root to draw into.');
await restoreLanguage();
createRoot(root).render(
  <StrictMode>
    <BrowserRouter>
      <App />
    </BrowserRouter>
  </StrictMode>,
);
