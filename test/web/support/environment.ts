import { TextDecoder, TextEncoder } from 'node:util';

/** What every browser has and jsdom lacks, needed by the router as soon as it is imported. */
Object.assign(globalThis, { TextEncoder, TextDecoder });
