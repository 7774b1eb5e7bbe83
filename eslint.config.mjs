import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The rules of the presets that read otherwise here, each with its reason. */
const adjusted = {
  // A column of an index signature is written in brackets: it may not be there.
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  // `() => done()` hides nothing: the callee returns nothing either.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // An empty text counts as none: `stderr || message`.
  '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
  // What is taken out of a row to have the rest of it is not unused.
  '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
  // An empty class is a type of the schema if its decorator says so.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // Every case is written out, or a `default` says what becomes of the rest.
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  // Input and output classes are shapes; a literal of that shape is as good as an instance.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // A constant getter stays on the prototype; a field would be one more property of every row.
  '@typescript-eslint/class-literal-property-style': 'off',
  // Offsets count UTF-16 units; `for … of` walks a text by code points.
  '@typescript-eslint/prefer-for-of': 'off',
};

const onlyConfigReadsIt = 'Settings are read and checked in src/config.ts.';
const joinsAreModels =
  'Relations are one-way: the owner of the key has @ManyToOne; many to many is a model of its own.';

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.dateline/', 'bench/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { rules: { eqeqeq: ['error', 'smart'] } },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { console: 'readonly', process: 'readonly' },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: { ...adjusted, '@typescript-eslint/consistent-type-imports': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'typeorm', importNames: ['OneToMany', 'ManyToMany'], message: joinsAreModels },
            ...['process', 'node:process'].map((name) => ({
              name,
              importNames: ['env'],
              message: onlyConfigReadsIt,
            })),
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: onlyConfigReadsIt },
      ],
    },
  },
  {
    // The second reads no setting: it hands PostgreSQL's programs an environment without ours.
    files: ['src/config.ts', 'src/database/embedded/binaries.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // What is not there fails the test, as it should.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A text that a test spreads is an alphabet, of code points.
      '@typescript-eslint/no-misused-spread': 'off',
      // Answers are as various as queries, so they have no type; what is expected of them says it.
      ...Object.fromEntries(
        ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
          `@typescript-eslint/no-unsafe-${use}`,
          'off',
        ]),
      ),
    },
  },
);
