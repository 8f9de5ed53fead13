// Pages of a site or an unpacked EPUB → PNG pictures.
//   {folder, shots: [{page, width, height, theme, full, file}]} → the number of pictures
import { answer, ask, browse, serve } from './browse.mjs';

const { folder, shots } = ask();
await serve({ '/': folder }, address => browse(async browser => {
  const page = await browser.newPage();
  for (const { page: name, width, height, theme, full, file } of shots) {
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await page.goto(`${address}/${encodeURI(name)}`, { waitUntil: 'networkidle0' });
    await page.screenshot({ path: file, fullPage: full });
  }
}));
answer(shots.length);
