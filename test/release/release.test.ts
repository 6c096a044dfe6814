import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));
const TSX = import.meta.resolve('tsx');

const MANIFESTS = ['runtime', 'rules', 'codemods'].map(
  (folder) => `${folder}/package.json`,
);
const FILES = [
  ...MANIFESTS,
  ...['package-lock.json', 'rules/src/index.ts', 'README.md', 'CHANGELOG.md'],
  'docs/five-minutes.md',
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-redis-release-'));
  for (const file of FILES) {
    cpSync(join(WORKSPACE, file), join(folder, file), { recursive: true });
  }
  return () => rmSync(folder, { recursive: true });
});

const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

interface Manifest {
  readonly version: string;
  readonly homepage?: string;
  readonly bugs?: unknown;
  readonly repository: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (file: string) => JSON.parse(textOf(file)) as Manifest;

function release(...args: readonly string[]) {
  const script = join(WORKSPACE, 'scripts/release.ts');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', TSX, script, ...args],
    { cwd: folder, encoding: 'utf8' },
  );
  return { status, stderr };
}

describe('release version', () => {
  it('gives all packages the version, and nothing is left with another', () => {
    expect(release('version', '7.8.9')).toEqual({ status: 0, stderr: '' });

    const manifests = MANIFESTS.map(manifestOf);
    expect(manifests.map(({ version }) => version)).toEqual(
      Array(3).fill('7.8.9'),
    );
    expect(manifests[2]!.dependencies).toHaveProperty(
      'eslint-plugin-shared-redis',
      '7.8.9',
    );
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      packages: Readonly<Record<string, Manifest>>;
    };
    expect(packages['codemods']).toMatchObject({
      version: '7.8.9',
      dependencies: { 'eslint-plugin-shared-redis': '7.8.9' },
    });
    expect(packages['runtime']!.version).toBe('7.8.9');
    expect(textOf('rules/src/index.ts')).toContain("version: '7.8.9'");
    expect(textOf('docs/five-minutes.md')).toContain('codemod-7.8.9.tgz');
    expect(release('check', 'v7.8.9')).toEqual({ status: 0, stderr: '' });
  });

  it('gives it the changes since the last one', () => {
    const before = textOf('CHANGELOG.md');
    release('version', '7.8.9');
    const today = new Date().toISOString().slice(0, 10);
    expect(textOf('CHANGELOG.md')).toBe(
      before.replace(
        '## Unreleased\n',
        `## Unreleased\n\n## 7.8.9 - ${today}\n`,
      ),
    );
  });

  it('refuses where there are no changes', () => {
    release('version', '7.8.9');
    const again = release('version', '7.9.0');
    expect(again).toEqual({
      status: 1,
      stderr: 'CHANGELOG.md has no changes under "Unreleased".\n',
    });
    expect(manifestOf('runtime/package.json').version).toBe('7.8.9');
  });

  it.each(['', 'minor', 'v1.2.3', '1.2'])("refuses '%s'", (version) => {
    expect(release('version', version)).toEqual({
      status: 1,
      stderr: `'${version}' is no version such as 1.2.3.\n`,
    });
  });
});

describe('release check', () => {
  it('names each place that has another version than the tag', () => {
    release('version', '7.8.9');
    const { status, stderr } = release('check', 'v8.0.0');
    expect(status).toBe(1);
    for (const file of FILES) expect(stderr).toContain(`${file}: `);
  });
});

describe('release repository', () => {
  it('names the repository in each package', () => {
    expect(release('repository', 'https://github.com/a/b').status).toBe(0);
    for (const file of MANIFESTS) {
      const directory = dirname(file);
      expect(manifestOf(file)).toMatchObject({
        homepage: `https://github.com/a/b/tree/HEAD/${directory}#readme`,
        bugs: { url: 'https://github.com/a/b/issues' },
        repository: {
          type: 'git',
          url: 'git+https://github.com/a/b.git',
          directory,
        },
      });
    }
  });

  it('refuses what is no address of one', () => {
    const { status, stderr } = release('repository', 'https://github.com/');
    expect(status).toBe(1);
    expect(stderr).toContain('is no address of a repository');
  });
});

describe('the workflows', () => {
  const workflows = ['ci', 'release'].map((name) =>
    readFileSync(join(WORKSPACE, `.github/workflows/${name}.yml`), 'utf8'),
  );
  const found = (pattern: RegExp) =>
    workflows.flatMap((text) =>
      [...text.matchAll(pattern)].map(([, part]) => part!),
    );

  it('run scripts that there are', () => {
    const { scripts } = JSON.parse(
      readFileSync(join(WORKSPACE, 'package.json'), 'utf8'),
    ) as { scripts: Readonly<Record<string, string>> };
    const used = found(/npm run ([\w:]+)/g);
    expect(used).toContain('release:check');
    for (const script of used) expect(scripts).toHaveProperty([script]);
  });

  it('name every action by its commit, which nobody can change', () => {
    for (const action of found(/uses: (\S+)/g)) {
      expect(action).toMatch(/@[\da-f]{40}$/);
    }
  });
});
