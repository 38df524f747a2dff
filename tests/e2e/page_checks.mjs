// What every page must hold, whatever it shows: nothing cut off, no label over another, no fault that axe finds, no
// complaint of the browser, and two sheets on paper.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openFile } from './browser.mjs';

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Elements of which something is cut off or lies beyond the window. Runs in the page. */
function clipped() {
  const bad = [];
  const wide = document.documentElement.clientWidth;
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || element.closest('details:not([open])')) continue;
    const name = `${element.tagName}.${element.getAttribute('class')} "${element.textContent.trim().slice(0, 30)}"`;
    if (box.right > wide + 1 || box.left < -1) bad.push(`${name} lies at ${box.left} to ${box.right} of ${wide}`);
    if (!element.closest('svg') && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 &&
        getComputedStyle(element).display !== 'inline') {
      bad.push(`${name} is ${element.scrollWidth} wide in ${element.clientWidth}`);
    }
  }
  return bad;
}

/** Labels of plots that lie over each other. Runs in the page. */
function overlappingLabels() {
  const bad = [];
  for (const svg of document.querySelectorAll('svg.plot')) {
    const labels = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    for (const [i, [one, a]] of labels.entries()) {
      for (const [other, b] of labels.slice(i + 1)) {
        const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (a.width && b.width && x > 1 && y > 3) bad.push(`"${one}" over "${other}"`);
      }
    }
  }
  return bad;
}

export async function looksRight(browser, file, width, colorScheme) {
  const { page, complaints } = await openFile(browser, file, { viewport: { width, height: 900 }, colorScheme });
  const where = `${path.basename(file)} at ${width}, ${colorScheme}`;
  assert.deepEqual(await page.evaluate(clipped), [], where);
  assert.deepEqual(await page.evaluate(overlappingLabels), [], where);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }));
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`));
  assert.deepEqual(found, [], where);
  assert.deepEqual(complaints, [], where);
  await page.close();
}

/**
 * A report without a plan is two sheets on two pages. One with a plan has two that everybody reads and one of sources, each on
 * a page of its own; those behind them (.long) begin on a new page and may be longer.
 */
export async function printsCleanly(browser, file, family) {
  const { page } = await openFile(browser, file, { viewport: { width: 794, height: 1123 } });
  await page.addStyleTag({ content: `:root{--font-data:"${family} Sans";--font-claim:"${family} Serif"}` });
  await page.emulateMedia({ media: 'print' });
  const where = `${path.basename(file)} printed in ${family}`;
  const sheets = await page.$$eval('.sheet', (all) => all.map((sheet) => ({
    long: sheet.classList.contains('long'),
    over: sheet.scrollHeight - sheet.clientHeight,
    wide: Math.max(...[...sheet.querySelectorAll('*')].map((element) => element.getBoundingClientRect().right)) >
      sheet.getBoundingClientRect().right - 30,
  })));
  const long = sheets.filter((sheet) => sheet.long).length;
  assert.equal(sheets.length - long, long > 0 ? 3 : 2, where);
  assert.deepEqual(sheets.filter((sheet) => sheet.over || sheet.wide), [], where);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.ok(long > 0 ? pages >= sheets.length : pages === 2, `${where}: ${pages} pages of ${sheets.length} sheets`);
  await page.close();
}
