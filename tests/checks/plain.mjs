// A built site without JavaScript → the pages that links lead to from the first one, and what cannot be read on them.
//   {folder, start, widths} → {reached: {width: [page]}, findings: [{page, width, rule, message}]}
import { answer, ask, browse, listen, serve } from './browse.mjs';

/** What a reader sees and can follow. Runs beside the page, whose own scripts are off. */
function seen() {
  const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
  const main = document.querySelector('main');
  const hidden = [...main.querySelectorAll('article p, article li, article td, article h1, article h2')].filter(element =>
    element.textContent.trim() && !shown(element) && !element.closest('details:not([open]), [hidden], nav, .headerlink, .prev-next-footer'));
  const broken = [...document.images].filter(image => image.loading !== 'lazy' && image.complete && !image.naturalWidth);
  return {
    words: main.innerText.trim().split(/\s+/).length,
    hidden: hidden.map(element => element.textContent.trim().slice(0, 60)),
    broken: broken.map(image => image.getAttribute('src')),
    links: [...document.querySelectorAll('a[href]')].filter(shown).map(link => link.href),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

const { folder, start, widths } = ask();
const reached = {};
const findings = [];
await serve({ '/': folder }, address => browse(async browser => {
  for (const width of widths) {
    const page = await browser.newPage();
    const trouble = [];
    listen(page, address, trouble);
    await page.setJavaScriptEnabled(false);
    await page.setViewport({ width, height: 900 });
    const waiting = [start];
    const known = new Set(waiting);
    while (waiting.length) {
      const name = waiting.shift();
      await page.goto(`${address}/${name}`, { waitUntil: 'load' });
      const { words, hidden, broken, links, wide } = await page.evaluate(seen);
      const found = trouble.splice(0);
      if (words < 3) found.push(['empty', 'nothing can be read']);
      if (wide > 0) found.push(['sideways', `the page is ${wide} px wider than the screen`]);
      found.push(...hidden.map(text => ['hidden', text]), ...broken.map(src => ['broken-image', src]));
      findings.push(...found.map(([rule, message]) => ({ page: name, width, rule, message })));
      for (const link of links) {
        const url = new URL(link);
        const next = decodeURI(url.pathname.slice(1)) || start;
        if (url.origin === address && next.endsWith('.html') && !known.has(next)) {
          known.add(next);
          waiting.push(next);
        }
      }
    }
    reached[width] = [...known].sort();
    await page.close();
  }
}));
answer({ reached, findings });
