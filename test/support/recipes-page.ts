import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { RECIPES } from './recipe.ts';

/** Where `docs/recipes.md` is. */
export const RECIPES_PAGE = new URL('../../docs/recipes.md', import.meta.url);

/** Their folders, in the order of the page. */
export const RECIPE_NAMES = [
  ...['express', 'fastify', 'nestjs', 'nextjs', 'lambda'],
  ...['bullmq', 'socket.io', 'rate-limiter', 'sessions'],
  ...['cli', 'vitest', 'jest'],
];

const HEAD = `# Recipes

<!-- Written by \`npm run docs:recipes\` from \`test/recipes/\`. -->

Code to copy. Each recipe is a project in \`test/recipes/\` that the tests run on a real Redis: they ask it many times, count its connections on the server, and end it. \`REDIS_URL\` says where Redis is.
`;

/** A paragraph that is a link to a file stands for its code. */
const FILE_LINK = /^\[(.+)\]\(.+\)$/gm;

/** The text of the page, from the recipes. */
export async function recipesPage(): Promise<string> {
  const sections = RECIPE_NAMES.map((name) =>
    readFileSync(join(RECIPES, name, 'README.md'), 'utf8')
      .replace(/^# /, '## ')
      .replaceAll('../../../docs/', '')
      .replace(FILE_LINK, (_, file: string) => codeOf(name, file)),
  );
  const filepath = fileURLToPath(RECIPES_PAGE);
  const style = await resolveConfig(filepath);
  return format([HEAD, ...sections].join('\n\n'), { ...style, filepath });
}

function codeOf(recipe: string, file: string): string {
  const code = readFileSync(join(RECIPES, recipe, file), 'utf8');
  const language = file.slice(file.lastIndexOf('.') + 1);
  return `\`${file}\`\n\n\`\`\`${language}\n${code}\`\`\``;
}
