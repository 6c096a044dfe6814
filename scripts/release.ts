// What a release does to the files: see "How to release" in CONTRIBUTING.md.
import { readFileSync, writeFileSync } from 'node:fs';

const PACKAGES = ['runtime', 'rules', 'codemods'];
const MANIFESTS = PACKAGES.map((folder) => `${folder}/package.json`);

const VERSION = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const UNRELEASED = /^## Unreleased\n(?<changes>[\s\S]*?)(?=^## |$(?![\s\S]))/m;

/** Where the version of the packages stands, by file; the group is what is before it. */
const PLACES: Readonly<Record<string, readonly RegExp[]>> = {
  ...Object.fromEntries(
    MANIFESTS.map((file) => [
      file,
      [
        /^( {2}"version": ")[^"]+/gm,
        /("eslint-plugin-shared-redis": ")\d[^"]*/g,
      ],
    ]),
  ),
  'package-lock.json': [
    /("(?:runtime|rules|codemods)": \{\n *"name": "[^"]+",\n *"version": ")[^"]+/g,
    /("eslint-plugin-shared-redis": ")\d[^"]*/g,
  ],
  'rules/src/index.ts': [/(version: ')[^']+/g],
  'README.md': [/(path\/to\/[a-z-]+-)\d[\w.-]*(?=\.tgz)/g],
  'docs/five-minutes.md': [/(path\/to\/[a-z-]+-)\d[\w.-]*(?=\.tgz)/g],
};

/** @throws Error Bad use; its message is for the person who releases. */
class ReleaseError extends Error {}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** Gives the packages a version, and the changes since the last one to it. */
function setVersion(version: string): void {
  if (!VERSION.test(version)) {
    throw new ReleaseError(`'${version}' is no version such as 1.2.3.`);
  }
  const date = new Date().toISOString().slice(0, 10);
  edit('CHANGELOG.md', (text) => {
    if (!UNRELEASED.exec(text)?.groups!['changes']!.trim()) {
      throw new ReleaseError('CHANGELOG.md has no changes under "Unreleased".');
    }
    const heading = `## Unreleased\n\n## ${version} - ${date}\n`;
    return text.replace(/^## Unreleased\n/m, heading);
  });
  for (const [file, places] of Object.entries(PLACES)) {
    edit(file, (text) =>
      places.reduce((all, place) => all.replace(place, `$1${version}`), text),
    );
  }
}

/** Fails unless everything that is about to be published has the version of the tag. */
function check(tag: string): void {
  const version = tag.replace(/^v/, '');
  const wrong = Object.entries(PLACES).flatMap(([file, places]) => {
    const text = readFileSync(file, 'utf8');
    return places
      .flatMap((place) => [...text.matchAll(place)])
      .filter(([found, before]) => found !== `${before}${version}`)
      .map(([found]) => `${file}: ${found.split('\n').at(-1)!.trim()}`);
  });
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  if (!changelog.includes(`\n## ${version} - `)) {
    wrong.push(`CHANGELOG.md: no section for ${version}`);
  }
  if (wrong.length === 0) return;
  throw new ReleaseError(`Not the version of ${tag}:\n${wrong.join('\n')}`);
}

/** Names the repository in the packages: provenance asks for it. */
function setRepository(url: string): void {
  if (!/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(url)) {
    throw new ReleaseError(`'${url}' is no address of a repository.`);
  }
  for (const file of MANIFESTS) {
    edit(file, (text) => {
      const { repository, ...rest } = JSON.parse(text) as {
        repository: { directory: string };
      };
      const known = {
        ...rest,
        homepage: `${url}/tree/HEAD/${repository.directory}#readme`,
        bugs: { url: `${url}/issues` },
        repository: { type: 'git', url: `git+${url}.git`, ...repository },
      };
      return `${JSON.stringify(known, undefined, 2)}\n`;
    });
  }
}

const COMMANDS = { version: setVersion, check, repository: setRepository };

const [name = '', argument = ''] = process.argv.slice(2);
try {
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new ReleaseError(
      `'${name}' is none of ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  COMMANDS[name as keyof typeof COMMANDS](argument);
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
