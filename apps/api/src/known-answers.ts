import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownAnswers } from '@grapevine/metrics';

/** Beside the compiled program: the build reads it off the tests, which are not part of what is shipped. */
const INDEX = join(import.meta.dirname, '../known-answers.json');

/** Which tests have known answers of which metrics. @throws Error where the build did not write it */
export function readKnownAnswers(file: string = INDEX): KnownAnswers {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(`The index of known answers cannot be read: build the server again (npm run build). ${why}`);
  }
}
