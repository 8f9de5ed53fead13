// Pages of a built site and paper sizes → how many sheets a browser prints each on, in the order asked.
//   {folder, pages, sizes, keep} → [count]; the files stay in the folder `keep`
import { writeFile } from 'node:fs/promises';
import { answer, ask, browse, serve } from './browse.mjs';

const { folder, pages, sizes, keep } = ask();
answer(await serve({ '/': folder }, address => browse(async browser => {
  const counts = [];
  for (const name of pages) {
    for (const format of sizes) {
      const page = await browser.newPage();
      await page.goto(`${address}/${name}`, { waitUntil: 'load' });
      const pdf = Buffer.from(await page.pdf({ format, preferCSSPageSize: true, printBackground: true }));
      await writeFile(`${keep}/${name.replace('.html', '')}-${format}.pdf`, pdf);
      counts.push(pdf.toString('latin1').match(/\/Type\s*\/Page(?!s)/g).length);
      await page.close();
    }
  }
  return counts;
})));
