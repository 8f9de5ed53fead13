// Pages of a built site as a browser prints them → what is no text, runs over the edge, or is dark.
//   {folder, pages, themes} → {checks, findings: [{page, theme, rule, message}]}
import { answer, ask, browse, serve } from './browse.mjs';

const PAPER = { width: 680, height: 960 }; // A4 without its margins, in CSS pixels

/** Runs in the page. */
function problems() {
  const found = [];
  const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && [...element.getClientRects()].some(box => box.width > 1 && box.height > 1);
  const name = element => `<${element.localName} class="${element.className}">`;
  for (const element of document.querySelectorAll('nav, aside, button, dialog, input[type=search], header.bd-header, .bd-sidebar, footer.bd-footer, .skip-link, .headerlink, .prev-next-footer')) {
    if (shown(element) && !element.closest('article aside, article nav.contents, #jb-print-toc') && (element.textContent.trim() || element.localName === 'input')) {
      found.push(['furniture', name(element)]);
    }
  }
  for (const element of document.querySelectorAll('main *')) {
    const { right, width } = element.getBoundingClientRect();
    if (width && right > document.documentElement.clientWidth + 1 && shown(element)) found.push(['edge', name(element)]);
  }
  const light = colour => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return alpha === 0 ? 1 : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  for (const element of [document.documentElement, document.body, ...document.querySelectorAll('main, article')]) {
    if (light(getComputedStyle(element).backgroundColor) < 0.9) found.push(['dark-paper', name(element)]);
  }
  for (const element of document.querySelectorAll('article p, article li, article h1, article h2')) {
    if (light(getComputedStyle(element).color) > 0.5) found.push(['pale-text', name(element)]);
  }
  return found;
}

const { folder, pages, themes } = ask();
const findings = [];
await serve({ '/': folder }, address => browse(async browser => {
  const page = await browser.newPage();
  await page.setViewport(PAPER);
  const client = await page.createCDPSession();
  for (const theme of themes) {
    // In one message: puppeteer's two calls undo each other.
    await client.send('Emulation.setEmulatedMedia', { media: 'print', features: [{ name: 'prefers-color-scheme', value: theme }] });
    for (const name of pages) {
      await page.goto(`${address}/${encodeURI(name)}`, { waitUntil: 'load' });
      const found = await page.evaluate(problems);
      findings.push(...found.map(([rule, message]) => ({ page: name, theme, rule, message })));
    }
  }
}));
answer({ checks: pages.length * themes.length, findings });
