import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, lchown, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/**
 * A copy of compiled files and the packages that they need, owned by another user: to run them as that user although the
 * repository is in a directory that only root can enter.
 * @param files folders or files below the repository.
 * @param packages the packages that they import; what these depend on comes along.
 */
export async function standaloneCopy(files: string[], packages: string[], uid: number): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'grapevine-copy-'));
  await chmod(copy, 0o755);
  for (const path of [...files, ...closure(packages).map((name) => `node_modules/${name}`)]) {
    await cp(join(ROOT, path), join(copy, path), { recursive: true, verbatimSymlinks: true });
  }
  await writeFile(join(copy, 'package.json'), '{"type":"module"}');
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, uid);
  }
  return copy;
}

/** The packages with all that they depend on, as far as it is installed for this platform. */
function closure(packages: string[]): string[] {
  const found = new Set<string>();
  const add = (name: string) => {
    const file = join(ROOT, 'node_modules', name, 'package.json');
    if (found.has(name) || !existsSync(file)) return;
    found.add(name);
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(file, 'utf8'));
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) add(next);
  };
  for (const name of packages) add(name);
  return [...found];
}
