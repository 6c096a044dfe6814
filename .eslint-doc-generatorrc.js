import { format, resolveConfig } from 'prettier';

/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  pathRuleDoc: '../docs/rules/{name}.md',
  pathRuleList: 'README.md',
  ruleDocTitleFormat: 'prefix-name',
  // It prints tables in another way than the rest of the documentation.
  postprocess: async (text, path) =>
    format(text, { ...(await resolveConfig(path)), filepath: path }),
};
