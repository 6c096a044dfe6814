import { describe, expect, it } from 'vitest';

import { redact } from '../../codemods/src/redact.ts';
import { reportPage } from '../../codemods/src/report/page.ts';
import { reportedProject } from './report-project.ts';

const PAGE = reportPage(reportedProject());
/** What a reader sees, without the tags. */
const TEXT = PAGE.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
  .replace(/<[^>]*>/g, ' ')
  .replace(/&lt;/g, '<')
  .replace(/&gt;/g, '>')
  .replace(/&quot;/g, '"')
  .replace(/&#39;/g, "'")
  .replace(/&amp;/g, '&')
  .replace(/\s+/g, ' ');

describe('the report', () => {
  it('counts the opens before and after', () => {
    expect(TEXT).toContain('4 opens in 4 of 5 files; 2 files to rewrite.');
    expect(TEXT).toContain(
      'Before: 4 places open a connection, 1 of them again and again. After: 3 places open a connection, 0 of them again and again; all others get a shared client.',
    );
  });

  it('shows each open with its code, verdict, reason and evidence', () => {
    expect(TEXT).toMatch(
      /share src\/lock\.ts:4:17 per call commands ioredis, new only ordinary commands \(SET\)/,
    );
    expect(TEXT).toContain(`const redis = new Redis('redis://bob:***@db:6379'`);
    expect(TEXT).toMatch(
      /Evidence src\/lock\.ts:10 set return await redis\.set/,
    );
    expect(TEXT).toMatch(/src\/events\.ts:4 subscribe void events\.subscribe/);
  });

  it('shows the closes and the diff of a file', () => {
    expect(TEXT).toContain('line 12 remove clean-up');
    expect(TEXT).toMatch(/Diff of src\/lock\.ts \+\d+ −\d+/);
    expect(TEXT).toContain(`+import { getRedisClient } from 'shared-redis';`);
  });

  it('groups what is left to the reader, and leads to it', () => {
    expect(TEXT).toMatch(
      /2 exported as … , and no file of the project is seen to import it/,
    );
    expect(PAGE).toContain('<a href="#open-src/exported.ts:3:23">');
  });

  it('names what could not be read', () => {
    expect(TEXT).toMatch(/Could not be read src\/broken\.ts line 2, column 11/);
  });

  it('escapes code', () => {
    expect(TEXT).toContain('<b>&amp;"lock"</b>');
    expect(PAGE).not.toContain('<b>&amp;');
    expect(PAGE).not.toContain('alert(1)</script>');
    expect(PAGE.match(/<script>/g)).toHaveLength(1);
  });

  it('does not show passwords', () => {
    expect(PAGE).not.toMatch(/hunter/);
  });

  it('names nothing that would have to be loaded', () => {
    expect(PAGE).not.toMatch(/(?:src|href)="(?!#|data:,")/);
    expect(PAGE).not.toMatch(/@import|url\(/);
  });

  it('of a project without opens says so', () => {
    const page = reportPage({
      ...{ filesSeen: 3, sources: new Map(), changes: [], failures: [] },
      plan: {
        version: 3,
        paths: ['.'],
        options: {},
        sites: [],
        closes: [],
        files: {},
      },
    });
    expect(page).toContain('No place opens a Redis connection');
  });
});

describe('a password in code', () => {
  it.each([
    [`'redis://bob:pw@h'`, `'redis://bob:***@h'`],
    [`"rediss://:p@w@h:1/0"`, `"rediss://:***@h:1/0"`],
    ['`redis://:pw@${host}`', '`redis://:***@${host}`'],
    [`'//:pw@h'`, `'//:***@h'`],
    [`'redis://h?password=pw&db=1'`, `'redis://h?password=***&db=1'`],
    [`{ password: 'p\\'w' }`, `{ password: '***' }`],
    [`{ "password":\n"pw" }`, `{ "password":\n"***" }`],
  ])('%s is left out', (code, shown) => {
    expect(redact(code)).toBe(shown);
  });

  it.each([
    ['`redis://:${password}@h`'],
    [`'redis://h:6379/0'`],
    ['{ password: process.env.PASSWORD }'],
    ['// see: a@b'],
    [`import a from 'npm:b@1';`],
  ])('%s is none', (code) => {
    expect(redact(code)).toBe(code);
  });
});
