import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AFTER, BEFORE, DIST, projectFolder } from './command.ts';

const { commitAll, git, pathOf, read, run, write } = projectFolder();

describe('rewriting', () => {
  it('rewrites, says what it did, and changes nothing the second time', () => {
    write('src/a.ts');

    const first = run();
    expect(first.status).toBe(0);
    expect(read('src/a.ts')).toBe(AFTER);
    expect(first.stdout).toMatch(
      /src\/a\.ts:4:17 +share +per call +only ordinary commands \(GET\)/,
    );
    expect(first.stdout).toMatch(/src\/a\.ts:8:17 +remove +clean-up/);
    expect(first.stderr).toBe(
      'There is no git repository here, so there is no undo.\n' +
        '1 open in 1 of 1 file: 1 share, 0 dedicate, 0 manual. 1 file rewritten.\n',
    );

    const { mtimeMs } = statSync(pathOf('src/a.ts'));
    const second = run();
    expect(second.status).toBe(0);
    expect(read('src/a.ts')).toBe(AFTER);
    expect(statSync(pathOf('src/a.ts')).mtimeMs).toBe(mtimeMs);
    expect(second.stderr).toContain('0 files rewritten.');
  });

  it('says where it is explained what to do about those that are manual', () => {
    write(
      'a.ts',
      `import Redis from 'ioredis';\nexport default new Redis();\n`,
    );
    expect(run().stderr).toMatch(
      /1 manual\. 0 files rewritten\.\nWhat to do about those that are manual: https:\S+#manual\n$/,
    );
  });

  it('does not touch files without call sites', () => {
    const plain = write('plain.ts', 'export const a = 1;\r\n');
    const types = write(
      'types.ts',
      `import type { Redis } from 'ioredis';\nexport type R = Redis;\n`,
    );
    write('a.ts');
    const facts = (path: string) => ({
      bytes: readFileSync(path),
      mtime: statSync(path).mtimeMs,
      inode: statSync(path).ino,
    });
    const before = [plain, types].map(facts);

    expect(run().status).toBe(0);
    expect([plain, types].map(facts)).toEqual(before);
  });

  it('keeps the permissions of a file', () => {
    chmodSync(write('a.ts'), 0o755);
    expect(run().status).toBe(0);
    expect(statSync(pathOf('a.ts')).mode & 0o777).toBe(0o755);
  });
});

describe('--dry-run', () => {
  it('prints a diff that git accepts, and writes nothing', () => {
    write('src/a.ts');
    write('src/with space.ts', BEFORE.replaceAll('\n', '\r\n'));
    write('src/no-newline.ts', `${BEFORE}await get('a');`);
    write('src/mark.ts', `\uFEFF${BEFORE}`);
    commitAll();
    const { status, stdout } = run('--dry-run');

    expect(status).toBe(0);
    expect(git('status', '--porcelain')).toBe('');
    write('changes.diff', stdout);
    git('apply', '--check', 'changes.diff');
    git('apply', 'changes.diff');
    expect(read('src/a.ts')).toBe(AFTER);
    expect(read('src/with space.ts')).toBe(AFTER.replaceAll('\n', '\r\n'));
    expect(read('src/no-newline.ts')).toBe(`${AFTER}await get('a');`);
    expect(read('src/mark.ts')).toBe(`\uFEFF${AFTER}`);
  });
});

it('refuses a module that cannot be imported from, before anything is written', () => {
  write('a.ts');
  const { status, stderr } = run('--import-from', './lib/redis.ts');
  expect(status).toBe(2);
  expect(stderr).toBe(
    '--import-from: there is no file lib/redis.ts in this project.\n',
  );
  expect(read('a.ts')).toBe(BEFORE);
});

describe('--role', () => {
  it('reminds of the roles that have to be configured', () => {
    write('a.ts', BEFORE.replace(`'redis://a'`, 'process.env.CACHE_URL'));
    const { status, stderr } = run(
      ...['--role', 'ops=OPS_REDIS_URL', '--role', 'cache=CACHE_URL'],
    );
    expect(status).toBe(0);
    expect(read('a.ts')).toContain(`getRoleRedisClient('cache')`);
    expect(stderr).toContain(
      `Role cache: configureRedisClients({ roles: { cache: { env: 'CACHE_URL' } } }) has to come before its first use.`,
    );
    expect(stderr).not.toContain('Role ops');
  });

  it.each([
    ['ops', 'It has to be like ops=OPS_REDIS_URL.'],
    ['ops=A', 'There are two variables for ops.'],
  ])('refuses %s', (role, message) => {
    const { status, stderr } = run('--role', 'ops=B', '--role', role);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('in a git repository', () => {
  it('rewrites a clean tree', () => {
    write('a.ts');
    commitAll();
    expect(run().status).toBe(0);
    expect(read('a.ts')).toBe(AFTER);
  });

  it('refuses where something is not committed, without --force', () => {
    write('a.ts');
    write('b.md', 'b');
    commitAll();
    write('b.md', 'changed');

    const { status, stderr } = run();
    expect(status).toBe(2);
    expect(stderr).toBe(
      'Nothing was rewritten: git has uncommitted changes (b.md). Commit or stash them first, or use --force.\n',
    );
    expect(read('a.ts')).toBe(BEFORE);

    expect(run('--dry-run').status).toBe(0);
    expect(run('--plan', '-').status).toBe(0);
    expect(run('--force').status).toBe(0);
    expect(read('a.ts')).toBe(AFTER);
  });

  it('refuses to rewrite a file that git does not have', () => {
    write('b.ts', '');
    commitAll();
    write('src/a.ts');
    expect(run().status).toBe(2);
    expect(read('src/a.ts')).toBe(BEFORE);
  });

  it('does not mind a new file that it leaves alone, such as the plan', () => {
    write('a.ts');
    commitAll();
    expect(run('--plan', 'plan.json').status).toBe(0);
    expect(run().status).toBe(0);
    expect(read('a.ts')).toBe(AFTER);
  });

  it('leaves out what git ignores', () => {
    write('gen/a.ts');
    write('.gitignore', 'gen\n');
    commitAll();
    const { status, stderr } = run();
    expect(status).toBe(0);
    expect(stderr).toContain('0 opens in 0 of 1 file:');
    expect(read('gen/a.ts')).toBe(BEFORE);
  });

  it('refuses where git cannot tell, and goes on with --force', () => {
    write('a.ts');
    commitAll();
    writeFileSync(pathOf('.git/config'), 'no configuration');
    const { status, stderr } = run();
    expect(status).toBe(2);
    expect(stderr).toContain('git cannot tell whether');
    expect(read('a.ts')).toBe(BEFORE);
    expect(run('--force').status).toBe(0);
    expect(read('a.ts')).toBe(AFTER);
  });

  it('refuses where there is no git to ask', () => {
    write('a.ts');
    commitAll();
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(DIST, 'cli.js')],
      { cwd: pathOf('.'), encoding: 'utf8', env: { PATH: pathOf('.') } },
    );
    expect(status).toBe(2);
    expect(stderr).toContain('ENOENT');
    expect(read('a.ts')).toBe(BEFORE);
  });

  it('names files as the terminal knows them', () => {
    write('src/a.ts');
    const { status, stdout } = run('src', '--plan', 'plan.json');
    expect(status).toBe(0);
    expect(stdout).toContain('src/a.ts:4:17');
    expect(JSON.parse(read('plan.json'))).toMatchObject({
      sites: [{ file: 'a.ts' }],
    });
  });

  it('looks at the repository of the files, not at the one it is run in', () => {
    write('a.ts');
    commitAll();
    write('a.ts', `${BEFORE}\n`);
    const { status } = spawnSync(
      process.execPath,
      [join(DIST, 'cli.js'), pathOf('a.ts')],
      { cwd: tmpdir() },
    );
    expect(status).toBe(2);
  });
});

describe('what it cannot do', () => {
  it('reports a syntax error, leaves the file alone and does the others', () => {
    const broken = `import Redis from 'ioredis';\nnew Redis(;\n`;
    write('broken.ts', broken);
    write('a.ts');
    const { status, stdout, stderr } = run();

    expect(status).toBe(1);
    expect(stdout).toMatch(/not done\nbroken\.ts: line 2, column 11: \S/);
    expect(stderr).toContain('1 not done.');
    expect(read('broken.ts')).toBe(broken);
    expect(read('a.ts')).toBe(AFTER);
  });

  it('reports a file that is not UTF-8', () => {
    const latin1 = Buffer.from(`// caf\xe9\n${BEFORE}`, 'latin1');
    write('latin1.ts', latin1);
    const { status, stdout } = run();

    expect(status).toBe(1);
    expect(stdout).toContain('latin1.ts: not encoded in UTF-8');
    expect(readFileSync(pathOf('latin1.ts'))).toEqual(latin1);
  });

  it('reports a read-only file', () => {
    chmodSync(write('locked.ts'), 0o444);
    write('a.ts');
    const { status, stderr } = run();

    expect(status).toBe(1);
    expect(stderr).toContain('locked.ts: read-only');
    expect(stderr).toContain('1 file rewritten. 1 not done.');
    expect(read('locked.ts')).toBe(BEFORE);
    expect(read('a.ts')).toBe(AFTER);
  });

  it('refuses a path that does not exist', () => {
    expect(run('missing')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'There is no file or folder missing.\n',
    });
  });

  it('says that patterns are not expanded', () => {
    expect(run('src/**/*.ts').stderr).toBe(
      'There is no file or folder src/**/*.ts. Patterns are not expanded: name folders.\n',
    );
  });

  it('refuses a file in another language', () => {
    write('package.json', '{}');
    expect(run('package.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'package.json is no JavaScript or TypeScript file.\n',
    });
  });

  it('refuses an unknown option', () => {
    const { status, stderr } = run('--aply');
    expect(status).toBe(2);
    expect(stderr).toContain("unknown option '--aply'");
    expect(stderr).toContain('(--help shows all options)');
  });

  it('documents its verdicts and exit codes', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const word of [
      'share',
      'dedicate',
      'manual',
      'Exit codes:',
      'Examples:',
      '--plan',
      '--apply',
      '--report',
      '--check',
    ]) {
      expect(stdout).toContain(word);
    }
  });
});
