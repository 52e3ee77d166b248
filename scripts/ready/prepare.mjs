import { join } from 'node:path';
import { build, staleTargets } from './build.mjs';
import { install, whyInstall } from './install.mjs';
import { withLock } from './lock.mjs';

export const ROOT = join(import.meta.dirname, '../..');

/**
 * Makes a clone ready to run: installs when node_modules is not what the lock file says, and builds those of `targets`
 * (server, web, test) that are stale. Silent when there is nothing to do. Ends the process, with the reason, when it fails.
 */
export async function prepare(targets) {
  if (!whyInstall(ROOT) && staleTargets(ROOT, targets).length === 0) return;
  try {
    await withLock(
      join(ROOT, '.cache/prepare.lock'),
      async () => {
        // Asked again: whoever held the lock before may have done it.
        const reason = whyInstall(ROOT);
        if (reason) install(ROOT, reason);
        // On stderr: stdout is the command's own.
        for (const target of staleTargets(ROOT, targets)) console.error(await build(ROOT, target));
      },
      () => console.error('Waiting for another Grapevine command to finish installing or building.'),
    );
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
