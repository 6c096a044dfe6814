import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { dependenciesOf, PUBLISHED } from './dependencies.ts';

/** Where `docs/dependencies.md` is. */
export const DEPENDENCIES_PAGE = new URL(
  '../../docs/dependencies.md',
  import.meta.url,
);

const HEAD = `# Dependencies

<!-- Written by \`npm run docs:dependencies\` from \`package-lock.json\`. -->

What an installation of each package brings with it, peers apart, with the licences that the packages name, in the versions that the tests ran with. A test fails where a licence is not permissive. In your project, \`npm sbom --sbom-format cyclonedx\` lists what you really have.
`;

/** The text of the page, from the lock file. */
export async function dependenciesPage(): Promise<string> {
  const filepath = fileURLToPath(DEPENDENCIES_PAGE);
  const style = await resolveConfig(filepath);
  const text = [HEAD, ...PUBLISHED.map(sectionOf)].join('\n\n');
  return format(text, { ...style, filepath });
}

function sectionOf(folder: (typeof PUBLISHED)[number]): string {
  const manifest = new URL(`../../${folder}/package.json`, import.meta.url);
  const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    name: string;
  };
  const rows = dependenciesOf(folder).map(
    (each) => `| ${each.name} | ${each.version} | ${each.licence} |`,
  );
  const table = ['| package | version | licence |', '| --- | --- | --- |'];
  return [
    `## ${name}`,
    '',
    ...(rows.length > 0 ? [...table, ...rows] : ['Nothing.']),
  ].join('\n');
}
