import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

// A checker that finds nothing may be one that looks at nothing. So `npm run check` runs here, with the configuration of this
// repository, over a small tree that is in order, and over the same tree with every rule broken once.

const ROOT = resolve(import.meta.dirname, '../..');
/** Five seconds on an idle machine; other tests run beside it. */
const WHOLE_CHECK_MS = 180_000;
const CONFIGURATION = ['biome.json', '.oxlintrc.json', '.dependency-cruiser.mjs', 'knip.jsonc', 'tsconfig.json'];

const IN_ORDER: Record<string, string> = {
  'package.json': json({
    name: 'fixture',
    type: 'module',
    scripts: { test: 'jest' },
    dependencies: { zod: '*', bullmq: '*', typeorm: '*', '@clickhouse/client': '*' },
    devDependencies: { '@jest/globals': '*', jest: '*' },
  }),
  'package-lock.json': JSON.stringify({ packages: { '': {}, 'node_modules/zod': { version: '4.0.0' } } }),
  'jest.config.mjs': "export default { testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'] };\n",
  'libs/contracts/src/index.ts': "export { point } from './point.js';\n",
  'libs/contracts/src/point.ts':
    "import { z } from 'zod';\n\nexport const point = z.object({ value: z.number().nullable() });\n",
  'libs/config/src/index.ts': "export const port = Number(process.env.PORT ?? '4000');\n",
  'libs/metrics/src/index.ts':
    "import { createHash } from 'node:crypto';\nimport { point } from '@grapevine/contracts';\n\n" +
    'export const digest = (value: unknown): string => {\n  const text = JSON.stringify(point.parse(value));\n' +
    "  return createHash('sha256').update(text).digest('hex');\n};\n",
  'libs/metrics/src/index.spec.ts':
    "import { readFileSync } from 'node:fs';\nimport { expect, it } from '@jest/globals';\nimport { digest } from './index.js';\n\n" +
    "it('digests', () => {\n  expect(digest(JSON.parse(readFileSync(process.env.FILE ?? '', 'utf8')))).toHaveLength(64);\n});\n",
  'libs/queue/src/index.ts': "export { Queue } from 'bullmq';\n",
  'libs/warehouse/src/index.ts': "export { createClient } from '@clickhouse/client';\n",
  'libs/database/src/index.ts': "export { DataSource } from 'typeorm';\n",
  'apps/api/src/main.ts':
    "import { port } from '@grapevine/config';\nimport { DataSource } from '@grapevine/database';\n" +
    "import { digest } from '@grapevine/metrics';\nimport { Queue } from '@grapevine/queue';\n" +
    "import { createClient } from '@grapevine/warehouse';\nimport { work } from './jobs/work.js';\n\n" +
    'console.log(port, digest, Queue, createClient, DataSource, work);\n',
  'apps/api/src/jobs/work.ts': "import { Worker } from 'bullmq';\n\nexport const work = Worker;\n",
  'apps/web/index.html': '<!doctype html>\n<script type="module" src="/src/app/main.tsx"></script>\n',
  'apps/web/vite.config.ts':
    "import { join } from 'node:path';\n\nconst input = join(import.meta.dirname, 'index.html');\n" +
    'export default { root: import.meta.dirname, build: { rollupOptions: { input } } };\n',
  'apps/web/tsconfig.json':
    '{\n  "extends": "../../tsconfig.json",\n  "compilerOptions": { "lib": ["es2023", "dom"] },\n  "include": ["src"]\n}\n',
  'apps/web/src/app/main.tsx':
    "import { point } from '@grapevine/contracts';\n\ndocument.title = String(point.parse({ value: 1 }).value);\n",
  'test/end.spec.ts':
    "import { it } from '@jest/globals';\nimport '../apps/api/src/main.js';\n\nit('ends', () => undefined);\n",
};

/** What breaks which rule; the files are added to the tree in order, and no two of them share a name. */
const BROKEN: { step: string; rule: string; found: RegExp; files: Record<string, string> }[] = [
  {
    step: 'types',
    rule: 'types on the server',
    found: /libs\/metrics\/src\/wrong-type\.ts.*TS2322/,
    files: { 'libs/metrics/src/wrong-type.ts': "export const count: number = 'many';\n" },
  },
  {
    step: 'types',
    rule: 'types in the browser',
    found: /apps\/web\/src\/wrong-type\.ts.*TS2322/,
    files: { 'apps/web/src/wrong-type.ts': 'export const title: string = document.childNodes;\n' },
  },
  {
    step: 'lint',
    rule: 'process.env only in config',
    found: /apps\/api\/src\/environment\.ts\S* lint\/style\/noProcessEnv/,
    files: { 'apps/api/src/environment.ts': 'export const home = process.env.HOME;\n' },
  },
  {
    step: 'lint',
    rule: 'any',
    found: /libs\/metrics\/src\/any\.ts\S* lint\/suspicious\/noExplicitAny/,
    files: { 'libs/metrics/src/any.ts': 'export const anything = (value: any) => value;\n' },
  },
  {
    step: 'lint',
    rule: 'floating promises',
    found: /no-floating-promises[\s\S]*?libs\/queue\/src\/floating\.ts/,
    files: {
      'libs/queue/src/floating.ts':
        'const later = async (): Promise<void> => undefined;\nexport const now = () => {\n  later();\n};\n',
    },
  },
  {
    step: 'lint',
    rule: 'promises where nobody waits',
    found: /no-misused-promises[\s\S]*?libs\/queue\/src\/misused\.ts/,
    files: { 'libs/queue/src/misused.ts': "process.on('SIGHUP', async () => {\n  await Promise.resolve();\n});\n" },
  },
  {
    step: 'format',
    rule: 'format',
    found: /libs\/metrics\/src\/unformatted\.ts format/,
    files: { 'libs/metrics/src/unformatted.ts': 'export   const x = "1"\n' },
  },
  {
    step: 'import edges',
    rule: 'no-cycles',
    found: /no-cycles: libs\/metrics\/src\/cycle-a\.ts/,
    files: {
      'libs/metrics/src/cycle-a.ts': "export { x } from './cycle-b.js';\n",
      'libs/metrics/src/cycle-b.ts': "export { x } from './cycle-a.js';\n",
    },
  },
  edge('resolvable', 'libs/metrics/src/lost.ts', "import './nowhere.js';\n"),
  edge('pure-node', 'libs/metrics/src/reads.ts', "import 'node:fs';\n"),
  edge('pure-node', 'libs/pipeline/src/asks.ts', "import 'http';\n"),
  edge('pure-node', 'libs/contracts/src/starts.ts', "import 'node:child_process';\n"),
  edge('pure-packages', 'libs/pipeline/src/framework.ts', "import '@nestjs/common';\n"),
  edge('pure-packages', 'libs/providers/src/driver.ts', "import 'pg';\n"),
  edge(
    'pure-packages',
    'libs/contracts/src/types.ts',
    "import type { DataSource } from 'typeorm';\nexport type D = DataSource;\n",
  ),
  edge('pure-libs', 'libs/exports/src/impure.ts', "import '@grapevine/database';\n"),
  edge('contracts-is-a-leaf', 'libs/contracts/src/leaf.ts', "import '@grapevine/metrics';\n"),
  edge('contracts-in-browsers', 'libs/contracts/src/browser.ts', "import 'node:crypto';\n"),
  edge('bullmq-only-in-queue', 'apps/api/src/enqueues.ts', "import 'bullmq';\n"),
  edge('bullmq-only-in-queue', 'libs/observability/src/queue.ts', "import 'bullmq';\n"),
  edge('clickhouse-only-in-warehouse', 'apps/api/src/selects.ts', "import '@clickhouse/client';\n"),
  edge('clickhouse-only-in-warehouse', 'libs/database/src/embedded-warehouse.ts', "import 'chdb';\n"),
  edge('typeorm-only-in-database', 'apps/api/src/ingest/entity.ts', "import 'typeorm';\n"),
  edge('libs-not-apps', 'libs/queue/src/upwards.ts', "import '../../../apps/api/src/jobs/work.js';\n"),
  edge('web-only-contracts', 'apps/web/src/metrics.ts', "import '@grapevine/metrics';\n"),
  edge('web-only-contracts', 'apps/web/src/server.ts', "import '../../api/src/jobs/work.js';\n"),
  edge('api-not-web', 'apps/api/src/pages.ts', "import '../../web/src/app/main.js';\n"),
  edge('libs-through-index', 'libs/queue/src/around.ts', "import '../../contracts/src/point.js';\n"),
  edge('no-tests-in-production', 'libs/queue/src/tested.ts', "import '../../../test/end.spec.js';\n"),
  edge('no-dev-packages-in-production', 'libs/queue/src/dev.ts', "import '@jest/globals';\n"),
  {
    step: 'dead code',
    rule: 'unused files',
    found: /Unused files[\s\S]*libs\/metrics\/src\/wrong-type\.ts/,
    files: {},
  },
  {
    step: 'dead code',
    rule: 'unused exports',
    found: /Unused exports[\s\S]*nobodyAsks\s+libs\/config\/src\/index\.ts/,
    files: { 'libs/config/src/index.ts': `${IN_ORDER['libs/config/src/index.ts']}export const nobodyAsks = 1;\n` },
  },
  {
    step: 'dead code',
    rule: 'unused dependencies',
    found: /Unused dependencies[\s\S]*left-behind\s+package\.json/,
    files: {
      'package.json': (IN_ORDER['package.json'] ?? '').replace('"zod": "*"', '"zod": "*",\n"left-behind": "*"'),
    },
  },
  {
    step: 'lock file',
    rule: 'builds for other platforms that npm left out',
    found: /@swc\/core-darwin-arm64 is missing/,
    files: {
      'package-lock.json': JSON.stringify({
        packages: {
          'node_modules/@swc/core': { version: '1.2.3', optionalDependencies: { '@swc/core-darwin-arm64': '1.2.3' } },
          'node_modules/zod': { version: '4.0.0', resolved: 'https://registry.example/zod.tgz' },
        },
      }),
    },
  },
  { step: 'lock file', rule: 'addresses of registries', found: /node_modules\/zod names the registry/, files: {} },
];

describe('npm run check', () => {
  const folders: string[] = [];

  const check = (...trees: Record<string, string>[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'grapevine-check-'));
    folders.push(folder);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const file of CONFIGURATION) copyFileSync(join(ROOT, file), join(folder, file));
    for (const [file, content] of trees.flatMap((tree) => Object.entries(tree))) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' };
    const run = spawnSync(process.execPath, [join(ROOT, 'scripts/check.mjs')], { cwd: folder, env, encoding: 'utf8' });
    return { exitCode: run.status, output: run.stdout + run.stderr };
  };

  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it(
    'passes a tree that is in order',
    () => {
      const { exitCode, output } = check(IN_ORDER);
      expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.stringContaining('All checks passed') });
    },
    WHOLE_CHECK_MS,
  );

  describe('fails a tree with every rule broken', () => {
    let exitCode: number | null;
    let sections: Map<string, string>;

    beforeAll(() => {
      const result = check(IN_ORDER, ...BROKEN.map(({ files }) => files));
      exitCode = result.exitCode;
      const parts = result.output.split(/^(\w[\w ]*?) +failed +[\d.]+ s$/m);
      sections = new Map(parts.flatMap((part, index) => (index % 2 === 1 ? [[part, parts[index + 1] ?? '']] : [])));
    }, WHOLE_CHECK_MS);

    it('with a failing exit code, every step having run', () => {
      expect(exitCode).toBe(1);
      expect([...sections.keys()]).toEqual(['types', 'lint', 'format', 'import edges', 'dead code', 'lock file']);
    });

    it.each(BROKEN)('$step: $rule', ({ step, found }) => {
      expect(sections.get(step)).toMatch(found);
    });
  });
});

/** As npm and Biome write it. */
function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A file whose import breaks a rule of .dependency-cruiser.mjs. */
function edge(rule: string, file: string, content: string) {
  return {
    step: 'import edges',
    rule: `${rule} in ${file}`,
    found: new RegExp(`error ${rule}: ${file.replaceAll('.', '\\.')}`),
    files: { [file]: `${content}export const x = 1;\n` },
  };
}
