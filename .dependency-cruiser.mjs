// The import edges of the layout, checked by `npm run check`. test/integration/tooling.spec.ts shows each rule a violation.
const SPEC = '\\.spec\\.tsx?$';
const PURE = '^libs/(contracts|pipeline|metrics|providers|exports|simulator)/';

/** Computing, not input or output. Anything else of Node.js, and every package that is not listed, is out of bounds for pure code. */
const PURE_NODE_MODULES = '^(node:)?(assert|buffer|crypto|url|util)$';
const PURE_PACKAGES =
  '(^|/)node_modules/(zod|temporal-polyfill|apache-arrow|hyparquet-writer|csv-stringify|cron-parser)/';

/** A rule that a package may be imported only under some folders (specs and tests are free to look behind the curtain). */
function onlyIn(name, packages, folders) {
  return {
    name,
    severity: 'error',
    comment: `${packages.join(', ')}: only in ${folders.join(' and ')}. Ask that lib through its index for what you need.`,
    from: { path: '^(apps|libs)/', pathNot: [SPEC, ...folders.map((folder) => `^${folder}/`)] },
    to: { path: `(^|/)node_modules/(${packages.join('|')})/` },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that import each other are one file, or one of them holds a third thing that both need.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The file or package that is imported does not exist.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'pure-node',
      severity: 'error',
      comment:
        'contracts, pipeline, metrics, providers, exports and simulator do no input or output: pass in what they need.',
      from: { path: PURE, pathNot: SPEC },
      to: { dependencyTypes: ['core'], pathNot: PURE_NODE_MODULES },
    },
    {
      name: 'pure-packages',
      severity: 'error',
      comment:
        'Pure libs use no framework and no driver. A package that only computes is added to PURE_PACKAGES above.',
      from: { path: PURE, pathNot: SPEC },
      to: { path: '(^|/)node_modules/', pathNot: PURE_PACKAGES },
    },
    {
      name: 'pure-libs',
      severity: 'error',
      comment: 'A pure lib that imports one with input or output is not pure.',
      from: { path: PURE, pathNot: SPEC },
      to: { path: '^libs/', pathNot: PURE },
    },
    {
      name: 'contracts-is-a-leaf',
      severity: 'error',
      comment: 'contracts is loaded by browsers: no Node.js module and no other lib.',
      from: { path: '^libs/contracts/', pathNot: SPEC },
      to: { path: '^libs/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'contracts-in-browsers',
      severity: 'error',
      comment: 'contracts is loaded by browsers: no Node.js module and no other lib.',
      from: { path: '^libs/contracts/', pathNot: SPEC },
      to: { dependencyTypes: ['core'] },
    },
    onlyIn('bullmq-only-in-queue', ['bullmq', '@nestjs/bullmq'], ['libs/queue', 'apps/api/src/jobs']),
    onlyIn('clickhouse-only-in-warehouse', ['@clickhouse/client', 'chdb'], ['libs/warehouse']),
    onlyIn('typeorm-only-in-database', ['typeorm', '@nestjs/typeorm'], ['libs/database', 'apps/api/src/workspaces']),
    {
      name: 'libs-not-apps',
      severity: 'error',
      comment: 'libs know nothing of the apps that use them.',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'web-only-contracts',
      severity: 'error',
      comment: 'The browser shares types with the server through contracts, and nothing else.',
      from: { path: '^apps/web/' },
      to: { path: '^(libs/(?!contracts/)|apps/api/)' },
    },
    {
      name: 'api-not-web',
      severity: 'error',
      comment: 'The API serves the built pages as files; it does not import them.',
      from: { path: '^apps/api/' },
      to: { path: '^apps/web/' },
    },
    {
      name: 'libs-through-index',
      severity: 'error',
      comment: 'Import a lib as @grapevine/<lib>: what its index does not export is its own affair.',
      from: { path: '^(?:apps|libs)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^libs/$1/' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      comment: 'Code that is shipped does not import tests.',
      from: { path: '^(apps|libs)/', pathNot: SPEC },
      to: { path: `^test/|${SPEC}` },
    },
    {
      name: 'no-dev-packages-in-production',
      severity: 'error',
      comment: 'An installation without devDependencies has no such package (pages are bundled and may use them).',
      from: { path: '^(apps/api|libs)/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
