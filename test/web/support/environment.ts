import { TextDecoder, TextEncoder } from 'node:util';
import { SightObserver } from './sight.js';

/** What every browser has and jsdom lacks, needed by the router as soon as it is imported. */
Object.assign(globalThis, { TextEncoder, TextDecoder });
Object.assign(globalThis, { IntersectionObserver: SightObserver });
