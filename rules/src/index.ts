import type { TSESLint } from '@typescript-eslint/utils';

import noCloseSharedClient from './rules/no-close-shared-client.js';
import noDirectClient from './rules/no-direct-client.js';
import noListenerLeak from './rules/no-listener-leak.js';
import noStatefulCommand from './rules/no-stateful-command.js';
import stableClientOptions from './rules/stable-client-options.js';

export type { ModuleExports, SharedRedisSettings } from './settings.js';

const rules = {
  'no-close-shared-client': noCloseSharedClient,
  'no-direct-client': noDirectClient,
  'no-listener-leak': noListenerLeak,
  'no-stateful-command': noStatefulCommand,
  'stable-client-options': stableClientOptions,
} satisfies Record<string, TSESLint.AnyRuleModule>;

const meta = {
  name: 'eslint-plugin-shared-redis',
  version: '0.1.0',
  namespace: 'shared-redis',
};

/** The plugin as ESLint loads it. */
export interface SharedRedisPlugin {
  readonly meta: typeof meta;
  readonly rules: typeof rules;
  readonly configs: {
    /** Purely syntactic: works without type information, on JavaScript and TypeScript. */
    readonly recommended: TSESLint.FlatConfig.Config;
    /** The same with type information, which the parser has to have: `parserOptions.projectService`. */
    readonly 'recommended-type-checked': TSESLint.FlatConfig.Config;
  };
}

const recommended = {
  name: 'shared-redis/recommended',
  plugins: {},
  rules: {
    'shared-redis/no-close-shared-client': 'error',
    'shared-redis/no-direct-client': 'error',
    'shared-redis/no-listener-leak': 'error',
    'shared-redis/no-stateful-command': 'error',
    'shared-redis/stable-client-options': 'error',
  },
} satisfies TSESLint.FlatConfig.Config;

const configs = {
  recommended,
  'recommended-type-checked': {
    ...recommended,
    name: 'shared-redis/recommended-type-checked',
    settings: { 'shared-redis': { typeAware: true } },
  },
} satisfies Record<string, TSESLint.FlatConfig.Config>;

const plugin = { meta, rules, configs } satisfies SharedRedisPlugin;

// The config must hold the very object that users import, or ESLint calls it a redefinition.
Object.assign(recommended.plugins, { 'shared-redis': plugin });

export default plugin as SharedRedisPlugin;
// What `require('eslint-plugin-shared-redis')` returns.
export { plugin as 'module.exports' };
