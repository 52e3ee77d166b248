import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Why `npm ci` has to run, as words for a person, or undefined when node_modules is what the lock file says.
 *
 * npm leaves its own account of what it installed in node_modules/.package-lock.json, and the two are compared package by
 * package: times say nothing after a clone or a copy, and a stamp of our own would not know about `npm install x`.
 */
export function whyInstall(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  let installed;
  try {
    installed = packagesOf(join(root, 'node_modules/.package-lock.json'));
  } catch {
    return 'nothing is installed yet';
  }
  for (const [path, want] of Object.entries(wanted)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const have = installed[path];
    // Builds for other platforms are in the lock file, not on the disk.
    if (!have && (want.optional || want.devOptional)) continue;
    if (!have) return `${name} is missing`;
    if (have.version !== want.version) return `${name} is ${have.version}, the lock file says ${want.version}`;
    if (have.integrity && want.integrity && have.integrity !== want.integrity) return `${name} has other content`;
    if (isForeign(have)) return `${name} was installed on another platform`;
  }
  return undefined;
}

/** Makes node_modules what the lock file says; says what it does on stderr, so that output on stdout stays the command's. */
export function install(root, reason) {
  console.error(`Installing from package-lock.json (${reason}). This can take a minute.`);
  // --include=dev: with NODE_ENV=production npm would leave out what the build needs.
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    throw new Error('npm ci failed (its message is above). Check the network and npm, then run the command again.');
  }
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** node_modules mounted or copied from another operating system: a package says which it was made for. */
function isForeign(installed) {
  return (installed.os ?? []).length > 0 && installed.os.every((os) => !os.startsWith('!') && os !== process.platform);
}
