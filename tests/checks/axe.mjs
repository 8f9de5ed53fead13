// Pages of a built site, at given widths, light and dark → what axe-core and the page itself find wrong.
//   {folder, pages, widths, themes, tags} → {checks, findings: [{page, width, theme, rule, message}]}
// A theme changes nothing but colours: in all but the first of them the rules about colours are asked, and the others left out.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { answer, ask, browse, listen, serve } from './browse.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HEIGHT = 900;
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** axe-core's violations, and those it cannot judge left out. Runs in the page. */
async function violations(runOnly) {
  const result = await axe.run(document, { runOnly, resultTypes: ['violations'] });
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const reason = [...any, ...all, ...none][0]?.message ?? '';
      return [id, `${help}: ${target.join(' ')}: ${reason}`];
    }));
}

/** What the theme shows, and whether the page must be scrolled sideways. Runs in the page. */
function facts() {
  const root = document.documentElement;
  return { shown: root.dataset.theme, wide: root.scrollWidth - root.clientWidth };
}

async function check(page, asked, theme) {
  const { shown, wide } = await page.evaluate(facts);
  const found = wide > 0 ? [['sideways', `the page is ${wide} px wider than the screen`]] : [];
  if (shown !== undefined && shown !== theme) found.push(['theme', `asked for ${theme}, shown ${shown}`]);
  return [...found, ...await page.evaluate(violations, asked)];
}

/** Show a page in a theme, as the reader's system would ask for it; its script follows a moment later. */
async function show(page, theme) {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  const follows = wanted => [undefined, wanted].includes(document.documentElement.dataset.theme);
  await page.waitForFunction(follows, { timeout: 10000 }, theme).catch(() => {}); // which `check` tells
}

/** All pages at one width, in a window of its own: of pages in one window only the one in front is drawn. */
async function look(browser, address, { pages, tags, themes }, width) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const trouble = [];
  const findings = [];
  listen(page, address, trouble);
  await page.setViewport({ width, height: HEIGHT });
  for (const name of pages) {
    await show(page, themes[0]);
    await page.goto(`${address}/${encodeURI(name)}`, { waitUntil: 'networkidle0' });
    await page.evaluate(AXE);
    for (const theme of themes) {
      await show(page, theme);
      const asked = theme === themes[0] ? { type: 'tag', values: tags } : { type: 'rule', values: COLOURS };
      const found = [...await check(page, asked, theme), ...trouble.splice(0)];
      findings.push(...found.map(([rule, message]) => ({ page: name, width, theme, rule, message })));
    }
  }
  await context.close();
  return findings;
}

const { folder, widths, ...wish } = ask();
const findings = await serve({ '/': folder }, address => browse(browser =>
  Promise.all(widths.map(width => look(browser, address, wish, width))))); // each waits for the network at times
answer({ checks: wish.pages.length * widths.length * wish.themes.length, findings: findings.flat() });
