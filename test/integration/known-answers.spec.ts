import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const INDEX = 'dist/apps/api/known-answers.json';
const ARRIVALS = 'test/e2e/arrivals.spec.ts';

type Index = Record<string, string[]>;

/** What the build finds in the tests of a tree. */
function scan(tree: string): { index: Index | undefined; stderr: string } {
  const scanner = pathToFileURL(join(ROOT, 'scripts/ready/known-answers.mjs'));
  const program = `import { knownAnswers } from '${scanner}'; console.log(JSON.stringify(knownAnswers(process.argv[1])));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program, tree], {
    encoding: 'utf8',
  });
  return { index: stdout === '' ? undefined : JSON.parse(stdout), stderr };
}

describe('a metric whose known answer is lost', () => {
  let tree: string;

  /** A copy of the tests, and of the server as it was built. */
  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'grapevine-known-answers-'));
    await mkdir(join(tree, 'dist/apps'), { recursive: true });
    for (const part of ['package.json', 'test/e2e', 'dist/libs', 'dist/apps/api']) {
      await cp(join(ROOT, part), join(tree, part), { recursive: true });
    }
    await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  }, 60_000);

  afterAll(() => rm(tree, { recursive: true, force: true }));

  it('is found by the build, and the server does not start with it', async () => {
    expect(scan(tree).index).toEqual(JSON.parse(await readFile(join(ROOT, INDEX), 'utf8')));
    await rm(join(tree, ARRIVALS));
    const { index } = scan(tree);
    expect(index).not.toHaveProperty([ARRIVALS]);
    await writeFile(join(tree, INDEX), JSON.stringify(index));
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(tree, 'dist/apps/api/src/main.js'), 'all'], {
      ...{ encoding: 'utf8', timeout: 120_000 },
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', DATA_DIR: join(tree, 'data') },
    });
    expect({ status, said: stdout + stderr }).toEqual({
      status: 1,
      said: expect.stringContaining(
        `\\"k_factor\\" has no known answer: no test ${ARRIVALS} says knownAnswersOf('k_factor')`,
      ),
    });
  }, 180_000);

  it('has none by a comment, a text, or a name that is computed', async () => {
    const said = async (text: string) => {
      await writeFile(join(tree, ARRIVALS), text);
      return scan(tree);
    };
    const idle =
      "// knownAnswersOf('invites');\nconst text = \"knownAnswersOf('invites')\";\nfunction never() { knownAnswersOf('invites'); }";
    expect((await said(idle)).index).not.toHaveProperty([ARRIVALS]);
    expect((await said("knownAnswersOf('invites', 'cmgr');")).index).toHaveProperty([ARRIVALS], ['invites', 'cmgr']);
    expect((await said('knownAnswersOf(...ids);')).stderr).toContain('takes ids of metrics as they are, in quotes');
  }, 60_000);
});
