// A whole EPUB, turned page by page in epub.js or foliate-js, as a reader would → where it came to, and pictures.
//   {engine: epubjs|foliate, book, modules, width, height, pictures, out}
//     → {screens, sections, reached, contents, trouble}
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { answer, ask, browse, listen, serve, sleep } from './browse.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const LONGEST_BOOK = 3000; // screens
const STEP = 10; // milliseconds between two looks at the place
const PATIENCE = 150; // looks, before an unchanged place counts as the end of the book
const OPENING = 60000; // milliseconds

/** The place after the next page is turned, as text; the same place at the end of the book. */
async function turn(page, last) {
  await page.evaluate('Promise.resolve(reader.next()).then(() => 0)');
  for (let look = 0; look < PATIENCE; look++) {
    const place = await page.evaluate('JSON.stringify(reader.place())');
    if (place !== last) return place;
    await sleep(STEP);
  }
  return last;
}

async function read(page, { engine, pictures, out }) {
  const reached = new Set();
  let screens = 0;
  let place = await page.evaluate('JSON.stringify(reader.place())');
  for (let last; place !== last && screens < LONGEST_BOOK; screens++) {
    if (place) reached.add(JSON.parse(place)[0]);
    if (screens < pictures) {
      await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => 0)'); // the page is painted
      await page.screenshot({ path: path.join(out, `${engine}-${String(screens + 1).padStart(3, '0')}.png`) });
    }
    last = place;
    place = await turn(page, last);
  }
  return { screens, reached: [...reached] };
}

const { book, modules, width, height, ...wish } = ask();
const places = { '/': HERE, '/modules/': modules, '/book.epub': book };
const result = await serve(places, address => browse(async browser => {
  const page = await browser.newPage();
  const trouble = [];
  listen(page, address, trouble);
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.goto(`${address}/${wish.engine}.html`);
  await page.waitForFunction('window.ready', { timeout: OPENING });
  const course = await read(page, wish);
  const contents = await page.evaluate('reader.contents()');
  const sections = await page.evaluate('reader.sections()');
  trouble.push(...(await page.evaluate('reader.faults()')).map(fault => ['reader', fault]));
  return { ...course, contents, sections, trouble };
}));
answer(result);
