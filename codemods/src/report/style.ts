/** Calm, in the reader's own light or dark; from a telephone to a wide screen, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f7f8fa; --card: #fff; --ink: #1c2430; --soft: #566173; --edge: #dde2e9;
  --code: #f3f5f8; --link: #1f5fbf; --hit: #fff3c9; --shows: #eaf1fd;
  --share: #1a7044; --share-soft: #e2f4ea;
  --dedicate: #1f5fbf; --dedicate-soft: #e5eefb;
  --manual: #8a5300; --manual-soft: #fcf0db;
  --add: #e4f5ea; --del: #fce9e9; --add-ink: #17613b; --del-ink: #a02c2c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2029; --ink: #e3e8ef; --soft: #9ba7b8; --edge: #2d3643;
    --code: #141a22; --link: #85b4f7; --hit: #3d3516; --shows: #1d2c45;
    --share: #6fd39d; --share-soft: #173426;
    --dedicate: #85b4f7; --dedicate-soft: #1b2c47;
    --manual: #efbc68; --manual-soft: #3a2c12;
    --add: #15311f; --del: #3b1d20; --add-ink: #7bd6a0; --del-ink: #f39a9a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere;
}
main, .top { max-width: 68rem; margin: 0 auto; padding: 0 1rem; }
.top { padding-top: 2rem; }
h1 { margin: 0; font-size: 1.7rem; line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 2.2rem 0 .7rem; font-size: 1.1rem; }
h3, h4 { margin: 0; font-size: 1rem; }
h4 { font-size: .8rem; color: var(--soft); }
p { margin: .5rem 0; }
ul { margin: .3rem 0; padding: 0; list-style: none; }
a { color: var(--link); }
code, pre, .place, .file > h2, .site h3 a { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { font-size: .875em; }
p code, summary code, li code { padding: .05rem .3rem; background: var(--code); border-radius: 4px; }
.top p, .note, .facts { color: var(--soft); }
.note { font-size: .9rem; max-width: 46rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
#opens:focus { outline: none; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--card); z-index: 2; }
.skip:focus { left: .5rem; top: .5rem; }

.cards { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); }
.card { background: var(--card); border: 1px solid var(--edge); border-top: 3px solid; border-radius: 8px; padding: .7rem 1rem; }
.card p { margin: .35rem 0; font-size: .9rem; }
.card p > b { font-weight: 600; color: var(--soft); margin-right: .3rem; }
.card .count b { font-size: 2rem; line-height: 1.1; color: var(--ink); font-variant-numeric: tabular-nums; }
.card.share { border-top-color: var(--share); }
.card.dedicate { border-top-color: var(--dedicate); }
.card.manual { border-top-color: var(--manual); }
.verdict { display: inline-block; padding: .05rem .55rem; border-radius: 99px; font-size: .8rem; font-weight: 600; }
.share .verdict { color: var(--share); background: var(--share-soft); }
.dedicate .verdict { color: var(--dedicate); background: var(--dedicate-soft); }
.manual .verdict { color: var(--manual); background: var(--manual-soft); }

.groups { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; }
.groups > li + li { border-top: 1px solid var(--edge); }
.groups summary { padding: .5rem 1rem; }
.groups summary b { display: inline-block; min-width: 2ch; margin-right: .5rem; text-align: right; font-variant-numeric: tabular-nums; }
.groups ul { padding: 0 1rem .6rem 3rem; columns: 20rem; font-size: .9rem; }
summary { cursor: pointer; }
.failures { font-size: .9rem; }

#filter {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  margin: 2rem -1rem 0; padding: .7rem 1rem; background: var(--page); border-bottom: 1px solid var(--edge);
}
#filter .words { display: flex; align-items: center; gap: .5rem; flex: 1 1 16rem; }
#filter input[type=search] {
  flex: 1; min-width: 0; font: inherit; padding: .35rem .6rem; color: inherit;
  background: var(--card); border: 1px solid var(--edge); border-radius: 6px;
}
#filter fieldset { display: flex; flex-wrap: wrap; gap: .3rem 1rem; margin: 0; padding: 0; border: 0; }
#filter legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
#filter label.share { color: var(--share); }
#filter label.dedicate { color: var(--dedicate); }
#filter label.manual { color: var(--manual); }
#filter output { color: var(--soft); font-variant-numeric: tabular-nums; }

.file > h2 { margin-bottom: .6rem; font-size: 1rem; }
.site, .closes, .diff { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; margin: .7rem 0; padding: .8rem 1rem; }
.site { border-left: 3px solid; scroll-margin-top: 8rem; }
.site.share { border-left-color: var(--share); }
.site.dedicate { border-left-color: var(--dedicate); }
.site.manual { border-left-color: var(--manual); }
.site:target { box-shadow: 0 0 0 2px var(--link); }
.site header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .2rem 1rem; }
.site h3 a { font-size: .9rem; color: inherit; text-decoration: none; }
.site h3 a:hover { text-decoration: underline; }
.facts { display: flex; flex-wrap: wrap; gap: .2rem .9rem; margin: 0; font-size: .85rem; }
.reason::first-letter { text-transform: uppercase; }
pre { margin: .6rem 0; padding: .5rem 0; overflow-x: auto; background: var(--code); border-radius: 6px; font-size: .85rem; line-height: 1.5; tab-size: 2; }
pre code { display: block; min-width: max-content; font-size: inherit; }
.line { display: block; padding: 0 .8rem; white-space: pre; overflow-wrap: normal; }
.line i { display: inline-block; min-width: 4ch; margin-right: 1.2ch; text-align: right; font-style: normal; color: var(--soft); user-select: none; }
.hit { background: var(--hit); }
.shows { background: var(--shows); }
.add { background: var(--add); color: var(--add-ink); }
.del { background: var(--del); color: var(--del-ink); }
.hunk { color: var(--soft); }
.added { color: var(--add-ink); }
.removed { color: var(--del-ink); }
.evidence li, .closes li { padding: .1rem 0; font-size: .9rem; }
.place { font-size: .85rem; color: var(--soft); margin-right: .4rem; }
.unchanged { font-size: .9rem; color: var(--soft); }
#none { padding: 2rem 0; text-align: center; color: var(--soft); }
main { padding-bottom: 4rem; }
@media print { #filter, .skip { display: none; } .site { break-inside: avoid; } }
`;
