const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Node keeps some of what each file has loaded: a worker that has grown is replaced, a lone process would not be.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  workerIdleMemoryLimit: '1GB',
  // No test is decided by how fast the machine is.
  testTimeout: 60_000,
  roots: ['<rootDir>/test'],
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/seed.ts'],
  showSeed: true,
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  transform: { '^.+\\.(ts|js|mjs)$': '@swc/jest' },
  // These packages are ES modules only, and Jest loads CommonJS.
  transformIgnorePatterns: [
    `/node_modules/(?!(${[
      ...['uuid', 'jose', 'sql-template-tag', '@sindresorhus', 'escape-string-regexp', 'feed'],
      ...['temporal-polyfill', 'temporal-utils', 'any-ascii'],
      // What linkedom stands on.
      ...['css-select', 'css-what', 'boolbase', 'nth-check', 'domhandler', 'domutils'],
      ...['domelementtype', 'dom-serializer', 'entities', 'cssomnom'],
    ].join('|')})/)`,
  ],
};
