import { describe, expect, it } from 'vitest';

import { projectFolder } from './command.ts';

const { write, run, read } = projectFolder();

const trace = (...opens: readonly object[]): string =>
  JSON.stringify({ version: 1, processes: [{ files: {}, opens }] });

const opened = (file: string, times: number, stateful = {}): object => {
  const site = { file, line: 4, column: 17 };
  const counts = { opened: times, open: times, commands: times, stateful };
  return { driver: 'ioredis@6.0.0', site, stack: [site], ...counts };
};

describe('shared-redis-codemod --observed', () => {
  it('puts what opened most in the first line, and says how often', () => {
    write('a.ts');
    write('b.ts');
    write('trace.json', trace(opened('b.ts', 500)));
    const { status, stderr } = run('--dry-run', '--observed', 'trace.json');
    expect(status).toBe(0);
    expect(stderr.split('\n')[1]).toMatch(
      /^b\.ts:4:17 +share +per call, seen opening 500 clients /,
    );
  });

  it('takes several traces', () => {
    write('a.ts');
    write('one.json', trace(opened('a.ts', 1)));
    write('two.json', trace(opened('a.ts', 2)));
    const { stderr } = run(
      ...['--observed', 'one.json', '--observed', 'two.json', '--dry-run'],
    );
    expect(stderr).toContain('seen opening 3 clients');
  });

  it('names what opened most where the opens are too many to list', () => {
    for (let i = 0; i < 25; i++) write(`${i}.ts`);
    write('trace.json', trace(opened('7.ts', 500), opened('3.ts', 20)));
    const { stderr } = run('--dry-run', '--observed', 'trace.json');
    expect(stderr).toMatch(
      /^opened most\n7\.ts:4:17 .*500 clients\n3\.ts:4:17 .*20 clients\n\n/,
    );
  });

  it('says what it saw at no open of the plan', () => {
    write('a.ts');
    write('trace.json', trace(opened('dist/a.js', 9)));
    const { stderr } = run('--dry-run', '--observed', 'trace.json');
    expect(stderr).toContain(
      'seen when the program ran, at no open of this plan\ndist/a.js:4:17 opened 9 clients of ioredis@6.0.0: ',
    );
  });

  it('writes what was seen into the report', () => {
    write('a.ts');
    write('trace.json', trace(opened('a.ts', 500)));
    run('--report', 'report.html', '--observed', 'trace.json');
    expect(read('report.html')).toContain('seen opening 500 clients');
  });

  it.each([
    ['no.json', 'The trace cannot be read: ENOENT'],
    ['a.ts', 'a.ts is not JSON'],
    ['old.json', 'old.json has version 0, and this command reads version 1'],
  ])('refuses %s with the reason', (file, message) => {
    write('a.ts');
    write('old.json', '{ "version": 0 }');
    const { status, stderr } = run('--observed', file);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  it('is no option of --apply, whose plan has it', () => {
    const { status, stderr } = run('--apply', 'a', '--observed', 'b');
    expect(stderr).toContain('cannot be used with option');
    expect(status).toBe(2);
  });
});
