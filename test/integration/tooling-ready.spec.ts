import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';

// What `npm start` and `npm test` do around the program they run: decide what is stale, pass on signals, count.

const SCRIPTS = resolve(import.meta.dirname, '../../scripts');
const script = async <T>(file: string): Promise<T> => (await import(pathToFileURL(join(SCRIPTS, file)).href)) as T;

const folders: string[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grapevine-ready-'));
  folders.push(folder);
});

afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

const write = (file: string, content: unknown) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
};

describe('whether to install', () => {
  const lock = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/a-darwin-arm64': { version: '1.0.0', optional: true, os: ['darwin'] },
  };

  const whyInstall = async (installed?: Record<string, object>) => {
    write('package-lock.json', { packages: lock });
    if (installed) write('node_modules/.package-lock.json', { packages: installed });
    return (await script<{ whyInstall(root: string): string | undefined }>('ready/install.mjs')).whyInstall(folder);
  };

  it.each([
    ['on a fresh clone', undefined, 'nothing is installed yet'],
    ['not when everything for this platform is there', { 'node_modules/a': lock['node_modules/a'] }, undefined],
    ['when a package is missing', {}, 'a is missing'],
    [
      'when the lock file has moved on',
      { 'node_modules/a': { version: '0.9.0' } },
      /a is 0\.9\.0, the lock file says 1\.0\.0/,
    ],
    [
      'when the content differs',
      { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } },
      'a has other content',
    ],
    ['when it came from another system', { 'node_modules/a': { version: '1.0.0', os: ['beos'] } }, /another platform/],
  ])('%s', async (_, installed, reason) => {
    const answer = await whyInstall(installed);
    if (reason === undefined) expect(answer).toBeUndefined();
    else expect(answer).toMatch(reason);
  });
});

describe('whether to build', () => {
  const stale = async () =>
    (await script<{ staleTargets(root: string, names: string[]): string[] }>('ready/build.mjs')).staleTargets(folder, [
      'server',
    ]);

  /** A compiler that copies: what is tested is when it is called, and what is left afterwards. */
  const build = async () => {
    write('nest-cli.json', { projects: { api: {} } });
    write(
      'node_modules/@nestjs/cli/bin/nest.js',
      "const fs = require('node:fs');\nif (fs.existsSync('broken')) { console.log('line 1: broken'); process.exit(1); }\n" +
        "fs.mkdirSync('dist/apps/api/src', { recursive: true });\n" +
        "for (const f of fs.readdirSync('apps/api/src')) fs.writeFileSync('dist/apps/api/src/' + f.replace('.ts', '.js'), '');\n",
    );
    await (await script<{ build(root: string, name: string): Promise<string> }>('ready/build.mjs')).build(
      folder,
      'server',
    );
  };

  it('builds once, and again when a source, its name or the configuration changes, not when a spec does', async () => {
    write('apps/api/src/main.ts', '1');
    write('package-lock.json', '{}');
    expect(await stale()).toEqual(['server']);
    await build();
    expect(await stale()).toEqual([]);
    write('apps/api/src/main.spec.ts', '1');
    expect(await stale()).toEqual([]);
    for (const file of ['apps/api/src/main.ts', 'libs/queue/src/index.ts', 'package-lock.json', '.swcrc']) {
      write(file, '2');
      expect([file, await stale()]).toEqual([file, ['server']]);
      await build();
      expect([file, await stale()]).toEqual([file, []]);
    }
    rmSync(join(folder, 'dist/apps/api/known-answers.json'));
    expect(await stale()).toEqual(['server']);
  });

  it('removes what no source stands behind any more', async () => {
    write('apps/api/src/main.ts', '1');
    write('dist/apps/api/src/migrations/001.js', 'left behind');
    write('dist/apps/web/page.js', 'not its own');
    await build();
    expect(() => readFileSync(join(folder, 'dist/apps/api/src/migrations/001.js'))).toThrow('ENOENT');
    expect(readFileSync(join(folder, 'dist/apps/web/page.js'), 'utf8')).toBe('not its own');
  });

  it('says what the compiler said, and stays stale', async () => {
    write('apps/api/src/main.ts', '1');
    write('broken', '');
    await expect(build()).rejects.toThrow(/line 1: broken\n[\s\S]*Building the server failed/);
    expect(await stale()).toEqual(['server']);
  });
});

describe('the lock between two commands', () => {
  const withLock = async (work: () => unknown) =>
    (await script<{ withLock(file: string, work: () => unknown): Promise<unknown> }>('ready/lock.mjs')).withLock(
      join(folder, 'cache/lock'),
      work,
    );

  it('lets one work at a time', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise((done) => setTimeout(done, 50));
      log.push(`${name} ends`);
    };
    await Promise.all([withLock(work('a')), withLock(work('b'))]);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('is taken over from the dead, and given back after a failure', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    write('cache/lock', String(pid));
    await expect(withLock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(withLock(() => 'done')).resolves.toBe('done');
  });
});

describe('the launched program', () => {
  const PROGRAM = `
    const said = [];
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
      said.push(signal);
      setTimeout(() => { console.log(said.join()); process.exit(7); }, 300);
    });
    console.log(process.argv.slice(2).join(), process.env.UV_THREADPOOL_SIZE, process.pid);
    setInterval(() => {}, 1000);
  `;
  const started: ChildProcess[] = [];

  afterAll(() => {
    for (const child of started) child.kill('SIGKILL');
  });

  const launch = async () => {
    write('program.mjs', PROGRAM);
    const module = JSON.stringify(pathToFileURL(join(SCRIPTS, 'ready/launch.mjs')).href);
    const code = `import(${module}).then((m) => m.launch(${JSON.stringify(join(folder, 'program.mjs'))}, ['worker', '--x']))`;
    const env = { ...process.env, NODE_OPTIONS: '', UV_THREADPOOL_SIZE: undefined };
    const child = spawn(process.execPath, ['-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await once(child.stdout, 'data');
    return { child, output: () => output };
  };

  it('gets the arguments and a thread for each query, a signal once, and its exit code is the answer', async () => {
    const { child, output } = await launch();
    child.kill('SIGTERM');
    child.kill('SIGTERM');
    child.kill('SIGINT');
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, output: output() }).toEqual({
      exitCode: 7,
      output: expect.stringMatching(/^worker,--x 16 \d+\nSIG(TERM|INT)\n$/),
    });
  });

  it('ends in order when the launcher is killed', async () => {
    const { child, output } = await launch();
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(output()).toMatch(/\nSIGTERM\n$/);
  });
});

describe('the closing line', () => {
  const outcome = async (report: object | undefined, exitCode: number) => {
    if (report) write('report.json', report);
    const { outcomeOf } = await script<{
      outcomeOf(file: string, code: number): { lines: string[]; exitCode: number };
    }>('outcome.mjs');
    return outcomeOf(join(folder, 'report.json'), exitCode);
  };
  const none = {
    numPassedTests: 0,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
  };

  it.each([
    ['all passed', { ...none, numPassedTests: 3 }, 0, '3 passed, 0 failed', 0],
    ['one failed', { ...none, numPassedTests: 3, numFailedTests: 1 }, 1, '3 passed, 1 failed', 1],
    [
      'a file that does not load',
      { ...none, numPassedTests: 3, numRuntimeErrorTestSuites: 1 },
      1,
      '3 passed, 1 failed',
      1,
    ],
    ['a failure without a failed test', { ...none, numPassedTests: 3 }, 1, '3 passed, 1 failed', 1],
    ['no report', undefined, 0, '0 passed, 1 failed', 1],
  ])('%s', async (_, report, jestExitCode, line, exitCode) => {
    const { lines, ...rest } = await outcome(report, jestExitCode);
    expect({ line: lines.at(-1), ...rest }).toEqual({ line, exitCode });
  });
});

describe('a test that needs something of the machine', () => {
  const ROOT = resolve(SCRIPTS, '..');

  /** Runs Jest on one such test where redis-server cannot be found. */
  const run = async (env: Record<string, string>) => {
    cpSync(join(ROOT, 'jest.config.mjs'), join(folder, 'jest.config.mjs'));
    for (const file of ['test/support/requirements.ts', 'test/web/support/environment.ts']) {
      cpSync(join(ROOT, file), join(folder, file));
    }
    write(
      'test/integration/needs.spec.ts',
      "import { it } from '@jest/globals';\nimport { describeWith, pathOf } from '../support/requirements.js';\n" +
        "describeWith(['redis'], 'on Redis', () => {\n  it('one', () => pathOf('redis'));\n  it('two', () => pathOf('redis'));\n});\n" +
        "describeWith([], 'on nothing', () => {\n  it('three', () => undefined);\n});\n",
    );
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const report = join(folder, 'report.json');
    const jest = spawnSync(
      process.execPath,
      ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, PATH: '/nowhere', REQUIRE_ALL: '', NODE_OPTIONS: '', ...env },
      },
    );
    const { outcomeOf } = await script<{
      outcomeOf(file: string, code: number): { lines: string[]; exitCode: number };
    }>('outcome.mjs');
    return { ...outcomeOf(report, jest.status ?? 1), said: jest.stderr };
  };

  it('is skipped where that is missing, and the reason and number are told', async () => {
    const { lines, exitCode } = await run({});
    expect({ lines, exitCode }).toEqual({
      lines: [
        expect.stringMatching(/^2 skipped: redis: no redis-server .*apt-get install redis-server$/),
        '1 passed, 0 failed, 2 skipped',
      ],
      exitCode: 0,
    });
  });

  it('fails there with REQUIRE_ALL=1, naming it', async () => {
    const { lines, exitCode, said } = await run({ REQUIRE_ALL: '1' });
    expect({ lines, exitCode }).toEqual({ lines: ['1 passed, 1 failed'], exitCode: 1 });
    expect(said).toContain('REQUIRE_ALL=1, but redis: no redis-server or valkey-server on PATH');
  });
});
