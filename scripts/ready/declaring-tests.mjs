import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a test says of which metrics it holds known answers. */
export const DECLARATION = 'knownAnswersOf';
const FOLDERS = ['apps', 'libs', 'test'];

/** The test files that say of which metrics they hold known answers, in order. */
export function declaringTests(root) {
  return FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => {
      const names = readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith('.spec.ts'));
      return names.map((name) => join(root, folder, name));
    })
    .filter((file) => readFileSync(file, 'utf8').includes(`${DECLARATION}(`))
    .sort();
}
