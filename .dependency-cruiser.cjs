// The arrows of docs/architecture.md, checked by `npm run check`.
const only = (name, allowed) => ({
  name: `${name}-imports-only-${allowed.join('-and-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^packages/${name}/src` },
  to: {
    path: '^(packages|services)/',
    pathNot: `^packages/(${[name, ...allowed].join('|')})/`,
  },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-services',
      severity: 'error',
      from: { path: '^(packages|bench)/' },
      to: { path: '^services/' },
    },
    {
      name: 'services-do-not-import-each-other',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-only-through-their-index',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/[^/]+/(?!src/index\\.ts$)', pathNot: '^packages/$1/' },
    },
    {
      name: 'all-others-use-packages-only-through-their-index',
      severity: 'error',
      from: { path: '^(services|bench|scripts|test)/' },
      to: { path: '^packages/[^/]+/(?!src/index\\.ts$)' },
    },
    {
      name: 'only-tests-import-testing',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: ['/test/', '^packages/testing/'] },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^node:' },
    },
    only('contracts', []),
    only('analysis', ['contracts']),
    only('scan', ['contracts', 'analysis']),
    only('store', ['contracts']),
    only('queue', ['contracts']),
    only('platforms', ['contracts']),
    only('egress', ['contracts']),
    only('partners', ['contracts']),
    only('rate-limit', ['contracts']),
    only('vault', ['contracts']),
    only('worlds', ['contracts']),
    only('runtime', []),
    only('engines', []),
    {
      name: 'contracts-imports-zod-only',
      severity: 'error',
      from: { path: '^packages/contracts/src' },
      to: { path: 'node_modules', pathNot: 'node_modules/(\\.pnpm/)?zod' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
