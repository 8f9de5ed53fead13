// Pages of a built site, walked with the Tab key alone → what cannot be reached or does not show that it is reached.
//   {folder, pages, widths, start, search} → {stops, findings: [{page, width, rule, message}]}
import { answer, ask, browse, serve, sleep } from './browse.mjs';

const LOOKS = 8; // at a place that is not seen at once
const MOST = 600; // presses, before a page counts as one that never ends

const LOOK = ['outlineStyle', 'outlineWidth', 'boxShadow', 'borderColor', 'backgroundColor', 'color', 'textDecorationLine', 'textDecorationThickness'];

/** Give a number to each thing that a pointer can use: the key must come to it too. Runs in the page. */
function numbered(look) {
  const usable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(element =>
    !element.disabled && element.type !== 'hidden' && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && element.getClientRects().length && !element.closest('[inert], dialog:not([open])'));
  usable.forEach((element, number) => { element.dataset.stop = number;
    element.dataset.look = look.map(key => getComputedStyle(element)[key]).join();
  });
  return usable.map(element => `<${element.localName}> ${(element.textContent.trim() || element.getAttribute('aria-label') || element.className).slice(0, 50)}`);
}

/** Where the focus is: a number, and whether it can be seen. Runs in the page. */
function focus(look) {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const box = element.getBoundingClientRect();
  const marked = element.dataset.look !== look.map(key => getComputedStyle(element)[key]).join(); // what only comes with the key has none
  return { number: Number(element.dataset.stop ?? -1), name: `<${element.localName} class="${element.className}">`,
    seen: marked && box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight };
}

async function walk(page) {
  const names = await page.evaluate(numbered, LOOK);
  const reached = new Set();
  const found = [];
  for (let press = 0; press <= MOST; press++) {
    await page.keyboard.press('Tab');
    let place = await page.evaluate(focus, LOOK);
    for (let look = 0; place && !place.seen && look < LOOKS; look++) { // a skip link that slides in
      await sleep(400 / LOOKS);
      place = await page.evaluate(focus, LOOK);
    }
    if (place === null) break;
    if (press === MOST) found.push(['trap', `the key does not come out after ${MOST} presses`]);
    if (place.number >= 0 && reached.has(place.number)) break;
    reached.add(place.number);
    if (!place.seen) found.push(['focus', `nothing shows that the key is at ${place.name}`]);
  }
  names.forEach((name, number) => { if (!reached.has(number)) found.push(['unreached', name]); });
  return { stops: reached.size, found };
}

/** From the first page: the skip link, a chapter by Enter, and the search by keys alone. */
async function use(page, address, { start, search }) {
  const found = [];
  await page.goto(`${address}/${start}`, { waitUntil: 'networkidle0' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  // The address changes a moment after the key.
  await page.waitForFunction(() => location.hash, { timeout: 10000 }).catch(() => found.push(['skip', 'the first stop is no link to the text']));
  for (let press = 0; press < MOST; press++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.matches('article a.reference.internal, article .toctree-wrapper a'))) break;
  }
  await Promise.all([page.waitForNavigation({ timeout: 10000 }).catch(() => found.push(['enter', 'no chapter opens'])), page.keyboard.press('Enter')]);
  await page.goto(`${address}/${search}`, { waitUntil: 'networkidle0' });
  for (let press = 0; press < MOST; press++) {
    if (await page.evaluate(() => document.activeElement.matches('input[name=q]'))) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('cramp');
  await Promise.all([page.waitForNavigation({ timeout: 10000 }).catch(() => {}), page.keyboard.press('Enter')]);
  await page.waitForSelector('#search-results li a', { timeout: 15000 }).catch(() => found.push(['search', 'no result by keys alone']));
  return found;
}

const { folder, pages, widths, ...wish } = ask();
const findings = [];
let stops = 0;
await serve({ '/': folder }, address => browse(async browser => {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  for (const width of widths) {
    await page.setViewport({ width, height: 900 });
    for (const name of pages) {
      await page.goto(`${address}/${encodeURI(name)}`, { waitUntil: 'load' });
      const walked = await walk(page);
      stops += walked.stops;
      findings.push(...walked.found.map(([rule, message]) => ({ page: name, width, rule, message })));
    }
    findings.push(...(await use(page, address, wish)).map(([rule, message]) => ({ page: wish.start, width, rule, message })));
  }
}));
answer({ stops, findings });
