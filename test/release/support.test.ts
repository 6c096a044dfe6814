import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PUBLISHED } from '../support/dependencies.ts';

const read = (path: string) =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Manifest {
  readonly name: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifests = PUBLISHED.map(
  (folder) => JSON.parse(read(`${folder}/package.json`)) as Manifest,
);

it('the support policy names what the packages ask for, no more and no less', () => {
  const rows = read('docs/support.md')
    .replaceAll('\\|', '|')
    .matchAll(/^\| (?:all three|`(\S+)`) +\| (\S+) `([^`]+)`/gm);
  const documented = [...rows].map(([, name, what, range]) => ({
    ...{ name, what, range },
  }));
  const asked = manifests.flatMap(({ name, peerDependencies }) =>
    Object.entries(peerDependencies).map(([what, range]) => ({
      ...{ name, what, range },
    })),
  );
  const [node] = new Set(manifests.map(({ engines }) => engines.node));
  const order = (one: object, other: object) =>
    JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
  expect(documented.sort(order)).toEqual(
    [{ name: undefined, what: 'Node', range: node }, ...asked].sort(order),
  );
});

it('all packages ask for the same Node', () => {
  const nodes = new Set(manifests.map(({ engines }) => engines.node));
  expect(nodes.size).toBe(1);
});
