import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { declaringTests } from './declaring-tests.mjs';

const CONFIGURATION = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', '.swcrc'];
const nest = (projects) => ['node_modules/@nestjs/cli/bin/nest.js', 'build', ...projects];

/** What can be built: its name for people, from which folders, a file that is there when it is, and with which command. */
const TARGETS = {
  server: {
    label: 'server',
    inputs: ['apps/api', 'libs'],
    // Written last.
    output: 'dist/apps/api/known-answers.json',
    command: (root) => nest(projectsOf(root).filter((name) => !name.startsWith('test-'))),
    // Tests are not shipped: which metrics they have known answers of is, and the server asks at its start.
    alsoReads: declaringTests,
    finish: writeKnownAnswers,
  },
  web: {
    label: 'web pages',
    inputs: ['apps/web', 'libs/contracts'],
    output: 'dist/apps/web/index.html',
    command: () => ['node_modules/vite/bin/vite.js', 'build', 'apps/web'],
  },
  // What tests and benches start as processes of their own.
  test: {
    label: 'test programs',
    inputs: ['test/support', 'test/bench'],
    output: 'dist/test/support',
    command: (root) => nest(projectsOf(root).filter((name) => name.startsWith('test-'))),
  },
};

/** The targets among `names` whose sources are not the ones they were last built from. */
export function staleTargets(root, names) {
  return names.filter((name) => {
    const { output } = TARGETS[name];
    return !existsSync(join(root, output)) || readStamp(root, name) !== fingerprint(root, name);
  });
}

/** Builds one target and answers with a sentence that says so; throws with the compiler's own words when it fails. */
export async function build(root, name) {
  const started = performance.now();
  // Taken before the build: a file saved while it runs makes the result stale, not fresh.
  const stamp = fingerprint(root, name);
  const { label, command, inputs, finish } = TARGETS[name];
  const compiler = spawnSync(process.execPath, command(root), { cwd: root, encoding: 'utf8' });
  if (compiler.status !== 0) {
    throw new Error(`${compiler.stdout}${compiler.stderr}\nBuilding the ${label} failed (see above).`);
  }
  if (name !== 'web') removeOrphans(root, inputs);
  await finish?.(root);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile(root, name), stamp);
  return `Built the ${label} in ${((performance.now() - started) / 1000).toFixed(1)} s.`;
}

function fingerprint(root, name) {
  const hash = createHash('sha256');
  const sources = TARGETS[name].inputs.flatMap((folder) => filesUnder(join(root, folder)));
  const configuration = CONFIGURATION.map((file) => join(root, file)).filter((file) => existsSync(file));
  const shipped = sources.filter((file) => !/\.spec\.tsx?$/.test(file));
  for (const file of [...configuration, ...shipped, ...(TARGETS[name].alsoReads?.(root) ?? [])]) {
    const content = readFileSync(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Loads the parser of TypeScript, which only a build needs. */
async function writeKnownAnswers(root) {
  const { knownAnswers } = await import('./known-answers.mjs');
  writeFileSync(
    join(root, 'dist/apps/api/known-answers.json'),
    `${JSON.stringify(knownAnswers(root), undefined, 2)}\n`,
  );
}

/** The compiler adds and replaces; what was renamed or deleted in the sources would live on and could still be imported. */
function removeOrphans(root, inputs) {
  for (const output of inputs.flatMap((folder) => filesUnder(join(root, 'dist', folder)))) {
    const source = join(root, relative(join(root, 'dist'), output)).replace(/\.js(\.map)?$/, '');
    if (!existsSync(`${source}.ts`) && !existsSync(`${source}.js`)) rmSync(output);
  }
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.sort();
}

function projectsOf(root) {
  return Object.keys(JSON.parse(readFileSync(join(root, 'nest-cli.json'), 'utf8')).projects);
}

function stampFile(root, name) {
  return join(root, 'dist', `.built-${name}`);
}

function readStamp(root, name) {
  return existsSync(stampFile(root, name)) ? readFileSync(stampFile(root, name), 'utf8') : '';
}
