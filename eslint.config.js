import js from '@eslint/js';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import sharedRedis from 'eslint-plugin-shared-redis';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    '**/dist/',
    'docs/.vitepress/.temp/',
    'docs/.vitepress/cache/',
    'test/fixtures/codemod/',
  ]),
  js.configs.recommended,
  tseslint.configs.strict,
  sharedRedis.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-extraneous-class': [
        'error',
        { allowWithDecorator: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: [
      'runtime/src/**',
      'rules/src/**',
      'codemods/src/**',
      'test/**/*.ts',
    ],
    ignores: ['test/fixtures/**'],
    extends: [tseslint.configs.strictTypeCheckedOnly],
    languageOptions: {
      parserOptions: { projectService: true },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true },
      ],
      // Node types are compared with their names, as everywhere in ESLint's world.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true },
      ],
      // An overload for each form of a constructor documents it best.
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: ['rules/src/rules/**'],
    extends: [eslintPlugin.configs.recommended],
  },
  {
    // They look at the server from outside, or show what the rules forbid.
    files: ['test/{runtime,e2e,support}/**'],
    rules: {
      'shared-redis/no-direct-client': 'off',
      'shared-redis/no-close-shared-client': 'off',
      'shared-redis/no-stateful-command': 'off',
      'shared-redis/stable-client-options': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        URL: 'readonly',
        console: 'readonly',
        module: 'writable',
        process: 'readonly',
      },
    },
  },
  {
    files: ['test/recipes/jest/**'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        beforeEach: 'readonly',
        expect: 'readonly',
        test: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
