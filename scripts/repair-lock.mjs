// node scripts/repair-lock.mjs [--check]: run it after every change of a dependency.
//
// npm leaves optional packages for other platforms out of the lock file when the registry could not serve them at the
// time, and then refuses its own lock file: "npm ci ... Missing: @swc/core-darwin-arm64@ from lock file". This adds an
// entry for each, with what npm needs to know in order to skip it here and fetch it there. It also removes addresses of
// registries, which would tie the lock file to the one it was written with.
import './ready/node-version.mjs';
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
const OPERATING_SYSTEMS = 'aix android darwin freebsd linux netbsd openbsd openharmony sunos win32'.split(' ');
const PROCESSORS = 'arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64'.split(' ');

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const changes = [...addMissing(lock.packages), ...removeAddresses(lock.packages)];

if (changes.length > 0 && process.argv.includes('--check')) {
  console.error(`${changes.join('\n')}\nRun: node scripts/repair-lock.mjs`);
  process.exitCode = 1;
} else if (changes.length > 0) {
  // npm's own order, so that its next change of the file is not a change of everything.
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`${changes.length} changes to ${FILE}`);
}

function addMissing(packages) {
  const added = [];
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const found = resolve(packages, parent, name);
      if (found && (!isExact(range) || packages[found].version === range)) continue;
      // Another version higher up: this one belongs below the package that asks for it.
      const path = `${found ? `${parent}/` : ''}node_modules/${name}`;
      packages[path] = stub(name, range, entry);
      added.push(`${path} is missing, which ${parent} wants in version ${range}`);
    }
  }
  return added;
}

/** Where `name` is found from `parent`, by Node's rule: its own node_modules first, then one level up after the other. */
function resolve(packages, parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

function stub(name, range, parent) {
  const words = name.split(/[-/]/).map((word) => (word === 'windows' ? 'win32' : word));
  const os = words.filter((word) => OPERATING_SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  if (!isExact(range) || (os.length === 0 && cpu.length === 0)) {
    throw new Error(`${name}@${range} is missing from ${FILE}, and its name does not say for which platform it is.`);
  }
  const libc = os.includes('linux') ? words.map(libcOf).filter(Boolean) : [];
  return {
    version: range,
    ...(cpu.length > 0 && { cpu }),
    ...(parent.dev && { dev: true }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

function libcOf(word) {
  if (word.startsWith('musl')) return 'musl';
  return /^(gnu|glibc)/.test(word) ? 'glibc' : undefined;
}

function isExact(range) {
  return /^\d+\.\d+\.\d+/.test(range);
}

function removeAddresses(packages) {
  const removed = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (!/^https?:/.test(entry.resolved ?? '')) continue;
    delete entry.resolved;
    removed.push(`${path} names the registry it came from`);
  }
  return removed;
}
