/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: { '^.+\\.(ts|js|mjs)$': '@swc/jest' },
  // These packages are ES modules only, and Jest loads CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(uuid|modern-ahocorasick)/)'],
};
