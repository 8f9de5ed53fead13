// A built site and a word → what its search page finds, as a reader sees it.
//   {folder, page, word} → {results: [{title, address}], trouble}
import { answer, ask, browse, listen, serve } from './browse.mjs';

const LONGEST = 15000; // milliseconds
const { folder, page: search, word } = ask();
const found = await serve({ '/': folder }, address => browse(async browser => {
  const page = await browser.newPage();
  const trouble = [];
  listen(page, address, trouble);
  await page.goto(`${address}/${search}?q=${encodeURIComponent(word)}`, { waitUntil: 'load' });
  await page.waitForSelector('#search-results li a', { timeout: LONGEST }).catch(() => trouble.push(['search', 'no result']));
  const results = await page.$$eval('#search-results li a', links =>
    links.map(link => ({ title: link.textContent, address: link.getAttribute('href') })));
  return { results, trouble };
}));
answer(found);
