// Pages of a built site, at given widths, light and dark → what axe-core and the page itself find wrong.
//   {folder, pages, widths, themes, rules} → {checks, findings: [{page, width, theme, rule, message}]}
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { answer, ask, browse, listen, serve } from './browse.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HEIGHT = 900;

/** axe-core's violations, and those it cannot judge left out. Runs in the page. */
async function violations(tags) {
  const result = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
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

async function check(page, tags, theme) {
  const { shown, wide } = await page.evaluate(facts);
  const found = wide > 0 ? [['sideways', `the page is ${wide} px wider than the screen`]] : [];
  if (shown !== undefined && shown !== theme) found.push(['theme', `asked for ${theme}, shown ${shown}`]);
  await page.evaluate(AXE);
  return [...found, ...await page.evaluate(violations, tags)];
}

/** All pages at one width, in one theme, in a window of its own: of pages in one window only the one in front is drawn. */
async function look(browser, address, { pages, tags }, width, theme) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const trouble = [];
  const findings = [];
  listen(page, address, trouble);
  await page.setViewport({ width, height: HEIGHT });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  for (const name of pages) {
    await page.goto(`${address}/${encodeURI(name)}`, { waitUntil: 'networkidle0' });
    const found = await check(page, tags, theme);
    found.push(...trouble.splice(0));
    findings.push(...found.map(([rule, message]) => ({ page: name, width, theme, rule, message })));
  }
  await context.close();
  return findings;
}

const { folder, widths, themes, ...wish } = ask();
const looks = themes.flatMap(theme => widths.map(width => [width, theme]));
const findings = await serve({ '/': folder }, address => browse(browser =>
  Promise.all(looks.map(([width, theme]) => look(browser, address, wish, width, theme))))); // each waits for the network at times
answer({ checks: wish.pages.length * looks.length, findings: findings.flat() });
