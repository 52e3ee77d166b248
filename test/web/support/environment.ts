import { TextDecoder, TextEncoder } from 'node:util';
import { restoreLanguage } from '../../../apps/web/src/app/language/languages.js';
import { openPopoversOnClick } from './popovers.js';
import { SightObserver } from './sight.js';

/** What every browser has and jsdom lacks. */
Object.assign(globalThis, { TextEncoder, TextDecoder });
Object.assign(globalThis, { IntersectionObserver: SightObserver });
openPopoversOnClick();
// As main.tsx does before it draws.
await restoreLanguage();
