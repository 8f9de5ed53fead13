// Pages of an unpacked EPUB on screens of given sizes → what does not fit, does not parse, or cannot be seen.
//   {folder, pages, sizes: [[width, height]]} → [{page, size, rule, message}]
import { answer, ask, browse, serve } from './browse.mjs';

/** Runs in the page. */
function problems() {
  const found = [];
  const error = document.querySelector('parsererror');
  if (error) found.push(['not-xml', error.textContent.slice(0, 200)]);
  for (const element of document.body?.querySelectorAll('*') ?? []) {
    const { right, left } = element.getBoundingClientRect();
    const clips = ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX);
    const cut = clips && element.clientWidth && element.scrollWidth > element.clientWidth + 1;
    if (right > innerWidth + 1 || left < -1 || cut) {
      const name = `<${element.localName} class="${element.getAttribute('class') ?? ''}">`;
      found.push(['overflow', `${name} from ${Math.round(left)} to ${Math.round(right)} of ${innerWidth} px`]);
    }
  }
  for (const closed of document.querySelectorAll('details:not([open])')) {
    found.push(['closed-details', closed.textContent.trim().slice(0, 60)]);
  }
  for (const image of document.images) {
    if (!image.complete || !image.naturalWidth) found.push(['broken-image', image.getAttribute('src')]);
  }
  return found;
}

const { folder, pages, sizes } = ask();
const findings = await serve({ '/': folder }, address => browse(async browser => {
  const page = await browser.newPage();
  const all = [];
  for (const [width, height] of sizes) {
    await page.setViewport({ width, height });
    for (const name of pages) {
      await page.goto(`${address}/${encodeURI(name)}`, { waitUntil: 'load' });
      const found = await page.evaluate(problems);
      all.push(...found.map(([rule, message]) => ({ page: name, size: `${width}×${height}`, rule, message })));
    }
  }
  return all;
}));
answer(findings);
