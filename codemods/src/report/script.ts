/** Filters the opens by verdict and by words. It takes nothing away where it does not run. */
export const SCRIPT = `
const form = document.getElementById('filter');
const sections = [...document.querySelectorAll('.file')].map((section) => ({
  section,
  sites: [...section.querySelectorAll('.site')].map((site) => ({
    site,
    text: (site.textContent + ' ' + site.dataset.verdict).toLowerCase(),
  })),
}));

function show() {
  const data = new FormData(form);
  const verdicts = new Set(data.getAll('verdict'));
  const words = data.get('words').toLowerCase().split(/\\s+/);
  let shown = 0;
  let all = 0;
  for (const { section, sites } of sections) {
    let left = 0;
    for (const { site, text } of sites) {
      site.hidden = !verdicts.has(site.dataset.verdict)
        || !words.every((word) => text.includes(word));
      if (!site.hidden) left++;
    }
    section.hidden = left === 0;
    shown += left;
    all += sites.length;
  }
  form.querySelector('output').textContent = shown + ' of ' + all;
  document.getElementById('none').hidden = shown > 0;
}

/** A link leads to its open, whatever is filtered. */
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest('.file[hidden], .site[hidden]')) return;
  form.reset();
  show();
  target.scrollIntoView();
}

if (form) {
  form.hidden = false;
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', reveal);
  show();
}
`;
