import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Close, Plan, Site } from '../../codemods/src/plan.ts';
import { AFTER, BEFORE, DIST, projectFolder } from './command.ts';

const { commitAll, pathOf, read, run, write } = projectFolder();

/** Changes the first open and the first close of `plan.json`. */
function edit(site: Partial<Site>, close: Partial<Close> = {}): void {
  const plan = JSON.parse(read('plan.json')) as Plan;
  Object.assign(plan.sites[0] ?? {}, site);
  Object.assign(plan.closes[0] ?? {}, close);
  write('plan.json', JSON.stringify(plan));
}

describe('--plan', () => {
  it('writes the plan to a file and rewrites nothing', () => {
    write('a.ts');
    const { status, stdout } = run('--plan', 'plan.json');

    expect(status).toBe(0);
    expect(stdout).toContain('a.ts:4:17');
    expect(read('a.ts')).toBe(BEFORE);
    expect(JSON.parse(read('plan.json'))).toMatchObject({
      version: 3,
      sites: [{ file: 'a.ts', line: 4, column: 17, verdict: 'share' }],
      closes: [{ file: 'a.ts', line: 8, column: 17, action: 'remove' }],
    });
  });

  it('records how it was planned, and --apply does the same', () => {
    write('src/a.ts');
    write('src/lib/redis.ts', `export * from 'shared-redis';\n`);
    write(
      'src/open.ts',
      `import Redis from 'ioredis';\nexport const open = () => new Redis();\n`,
    );
    run(
      ...['--import-from', './src/lib/redis.ts', '--plan', 'plan.json'],
      ...['--role', 'ops=OPS_REDIS_URL', '--opener', 'src/open.ts#open'],
    );

    expect(JSON.parse(read('plan.json'))).toHaveProperty('options', {
      importFrom: './src/lib/redis.ts',
      openers: ['src/open.ts#open'],
      roles: { ops: 'OPS_REDIS_URL' },
    });
    expect(run('--apply', 'plan.json').status).toBe(0);
    expect(read('src/a.ts')).toContain(`from './lib/redis';`);
  });

  it('writes nothing but the plan to standard output for -', () => {
    write('a.ts');
    const { status, stdout, stderr } = run('--plan', '-', '.');

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('sites.0.verdict', 'share');
    expect(stderr).toContain('1 share');
    expect(read('a.ts')).toBe(BEFORE);
  });

  it('says in one line where the plan cannot be written', () => {
    write('a.ts');
    const { status, stderr } = run('--plan', 'missing/plan.json');

    expect(status).toBe(2);
    expect(stderr).toMatch(/^The plan cannot be written: .*\n$/);
  });
});

describe('--apply', () => {
  it('carries out a plan, in the folders that were planned', () => {
    write('src/a.ts');
    write('lib/a.ts');
    run('src', '--plan', 'plan.json');
    const { status, stderr } = run('--apply', 'plan.json');

    expect(stderr).toContain('1 file rewritten.');
    expect(status).toBe(0);
    expect(read('src/a.ts')).toBe(AFTER);
    expect(read('lib/a.ts')).toBe(BEFORE);
  });

  it('respects the verdicts and actions that were edited', () => {
    write('a.ts');
    run('--plan', 'plan.json');
    edit({ verdict: 'dedicate' });
    const { status, stdout } = run('--apply', 'plan.json');

    expect(status).toBe(0);
    expect(stdout).toMatch(/a\.ts:4:17 +dedicate +per call +decided by hand/);
    expect(read('a.ts')).toContain('openDedicatedRedisClient(');
    expect(read('a.ts')).toContain('await redis.quit();');
  });

  it('shows with --dry-run what it would do', () => {
    write('a.ts');
    run('--plan', 'plan.json');
    edit({}, { action: 'keep' });
    const { stdout } = run('--apply', 'plan.json', '--dry-run');

    expect(stdout).toContain(`+  const redis = getRedisClient('redis://a');`);
    expect(stdout).not.toContain('-    await redis.quit();');
    expect(read('a.ts')).toBe(BEFORE);
  });

  it('refuses a stale plan and writes nothing', () => {
    write('a.ts');
    write('b.ts');
    run('--plan', 'plan.json');
    write('b.ts', `${BEFORE}\n`);
    const { status, stderr } = run('--apply', 'plan.json');

    expect(status).toBe(2);
    expect(stderr).toContain('The plan is stale: b.ts has changed');
    expect(read('a.ts')).toBe(BEFORE);
  });

  it('refuses a verdict that cannot be carried out and writes nothing', () => {
    write('b.ts');
    write('a.ts', `import Redis from 'ioredis';\nnew Redis().duplicate();\n`);
    run('--plan', 'plan.json');
    const plan = JSON.parse(read('plan.json')) as Plan;
    const at = plan.sites.findIndex(({ form }) => form === 'duplicate');
    Object.assign(plan.sites[at] ?? {}, { verdict: 'share' });
    write('plan.json', JSON.stringify(plan));
    const { status, stderr } = run('--apply', 'plan.json');

    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^Nothing was rewritten: a\.ts:2:1 cannot be "share": a duplicate\(\) /,
    );
    expect(read('b.ts')).toBe(BEFORE);
  });

  it('refuses uncommitted changes, as everywhere', () => {
    write('a.ts');
    commitAll();
    run('--plan', 'plan.json');
    write('new.ts', '');
    expect(run('--apply', 'plan.json').status).toBe(0);
    expect(read('a.ts')).toBe(AFTER);

    write('a.ts', BEFORE.replace('get(key)', 'mget(key)'));
    run('--plan', 'plan.json');
    const { status, stderr } = run('--apply', 'plan.json');
    expect(status).toBe(2);
    expect(stderr).toContain('uncommitted changes (a.ts)');
  });

  it('says what is wrong with the plan', () => {
    write('a.ts');
    run('--plan', 'plan.json');
    edit({ verdict: 'shared' as Site['verdict'] });
    expect(run('--apply', 'plan.json')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'plan.json is no plan: sites[0].verdict has to be ("share" | "dedicate" | "manual") and is "shared".\n',
    });
    const { status, stderr } = run('--apply', 'missing.json');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^The plan cannot be read: ENOENT.*\n$/);
  });

  it('takes no paths beside those of the plan', () => {
    expect(run('src', '--apply', 'plan.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: '--apply takes its paths from the plan: leave out src.\n',
    });
  });

  it.each([
    ['--plan', '--apply'],
    ['--plan', '--dry-run'],
    ['--check', '--apply'],
    ['--check', '--plan'],
    ['--check', '--dry-run'],
  ])('%s and %s exclude each other', (...names) => {
    write('a.ts');
    const { status, stderr } = run(
      ...names.flatMap((name) =>
        name === '--plan' || name === '--apply' ? [name, pathOf('p')] : [name],
      ),
    );
    expect(status).toBe(2);
    expect(stderr).toContain('cannot be used with option');
    expect(read('a.ts')).toBe(BEFORE);
  });
});

describe('--check', () => {
  it('fails where something could be rewritten, and writes nothing', () => {
    write('a.ts');
    write(
      'b.ts',
      `import Redis from 'ioredis';\nexport default new Redis();\n`,
    );
    const { status, stdout, stderr } = run('--check');

    expect(status).toBe(1);
    expect(stdout).toContain('a.ts:4:17');
    expect(stdout).not.toContain('b.ts');
    expect(stderr).toContain('1 file to rewrite.');
    expect(read('a.ts')).toBe(BEFORE);
  });

  it('succeeds where only manual opens are left', () => {
    write('a.ts', AFTER);
    write(
      'b.ts',
      `import Redis from 'ioredis';\nexport default new Redis();\n`,
    );
    expect(run('--check')).toEqual({
      status: 0,
      stdout: '',
      stderr:
        '1 open in 1 of 2 files: 0 share, 0 dedicate, 1 manual. 0 files to rewrite.\n',
    });
  });

  it('succeeds with uncommitted changes', () => {
    write('a.ts', AFTER);
    commitAll();
    write('a.ts', `${AFTER}\n`);
    expect(run('--check').status).toBe(0);
  });

  it('fails where a file cannot be parsed, of which nobody knows', () => {
    write('a.ts', `import Redis from 'ioredis';\nnew Redis(;\n`);
    const { status, stdout } = run('--check');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^not done\na\.ts: line 2/);
  });
});

describe('--report', () => {
  it('writes a page and rewrites nothing, where it is alone', () => {
    write('a.ts');
    const { status, stderr } = run('--report', 'report.html');
    expect(status).toBe(0);
    expect(stderr).toContain('report.html shows all of it.');
    expect(read('report.html')).toMatch(/^<!doctype html>/);
    expect(read('report.html')).toContain('a.ts:4:17');
    expect(read('a.ts')).toBe(BEFORE);
  });

  it('shows what --apply rewrites', () => {
    write('a.ts');
    run('--plan', 'plan.json');
    edit({ verdict: 'dedicate' });
    expect(run('--apply', 'plan.json', '--report', 'r.html').status).toBe(0);
    expect(read('r.html')).toContain('decided by hand');
    expect(read('a.ts')).toContain('openDedicatedRedisClient');
  });

  it('goes with --plan and with --check', () => {
    write('a.ts');
    expect(run('--plan', 'plan.json', '--report', 'a.html').status).toBe(0);
    expect(run('--check', '--report', 'b.html').status).toBe(1);
    expect(read('b.html')).toBe(read('a.html'));
    expect(read('a.ts')).toBe(BEFORE);
  });

  it('says in one line where the page cannot be written', () => {
    write('a.ts');
    const { status, stderr } = run('--report', 'missing/report.html');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^The report cannot be written: ENOENT.*\n$/);
    expect(read('a.ts')).toBe(BEFORE);
  });
});

describe('output', () => {
  it('has no colours and no progress but on a terminal', () => {
    write('a.ts');
    for (const args of [['--dry-run'], ['--check'], ['--help'], ['missing']]) {
      const { stdout, stderr } = run(...args);
      expect(stdout + stderr).not.toContain('\u001B');
    }
  });

  it('is short for many opens, and complete with --verbose', () => {
    for (let at = 0; at < 30; at++) write(`src/${at}.ts`);
    const short = run('--check').stdout;
    expect(short).toMatch(/^share {2}30\n {2}30 {2}only ordinary commands/);
    expect(short.split('\n').length).toBeLessThan(24);
    const full = run('--check', '--verbose').stdout;
    expect(full.split('\n').length).toBeGreaterThan(60);
  });

  it('may be cut short by the program that reads it', () => {
    for (let at = 0; at < 300; at++) write(`src/${at}.ts`);
    const cut = spawnSync(
      'sh',
      [
        '-c',
        '"$0" "$1" --dry-run | head -n 1',
        process.execPath,
        join(DIST, 'cli.js'),
      ],
      { cwd: pathOf('.'), encoding: 'utf8' },
    );
    expect(cut.stdout).toBe('--- a/src/0.ts\n');
    expect(cut.stderr).not.toMatch(/EPIPE|at /);
  });
});
