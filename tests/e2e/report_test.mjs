// report.html as people see it: node report_test.mjs PROGRAM FOLDER
//
// Makes a small demo company and an empty workspace in FOLDER and looks at their reports in English and Chinese: on wide and
// narrow windows, light and dark, on paper in two families of fonts; and holds its numbers against `throughline sql`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { installedBrowser, launch, openFile } from './browser.mjs';

const [, , program, folder] = process.argv;
if (!installedBrowser()) {
  console.log('skipped: no Chromium is installed (apt-get install chromium)');
  process.exit(77);
}

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const demo = path.join(folder, 'demo');
const empty = path.join(folder, 'empty');

function throughline(...args) {
  return execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The report of a workspace in a language, kept under its own name. */
function reportOf(workspace, language) {
  throughline('run', workspace, '--lang', language);
  const kept = path.join(folder, `${path.basename(workspace)}-${language}.html`);
  fs.copyFileSync(path.join(workspace, 'report.html'), kept);
  return kept;
}

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

async function looksRight(browser, file, width, colorScheme) {
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

async function printsTwoPages(browser, file, family) {
  const { page } = await openFile(browser, file, { viewport: { width: 794, height: 1123 } });
  await page.addStyleTag({ content: `:root{--font-data:"${family} Sans";--font-claim:"${family} Serif"}` });
  await page.emulateMedia({ media: 'print' });
  const where = `${path.basename(file)} printed in ${family}`;
  const sheets = await page.$$eval('.sheet', (all) => all.map((sheet) => ({
    over: sheet.scrollHeight - sheet.clientHeight,
    wide: Math.max(...[...sheet.querySelectorAll('*')].map((element) => element.getBoundingClientRect().right)) >
      sheet.getBoundingClientRect().right - 30,
  })));
  assert.deepEqual(sheets, [{ over: 0, wide: false }, { over: 0, wide: false }], where);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 2, where);
  await page.close();
}

async function agreesWithTheStore(browser, file) {
  // Visits up to the end of the as-of day count; both are in the demo's settings.
  const settings = fs.readFileSync(path.join(demo, 'throughline.yaml'), 'utf8');
  const [zone] = settings.match(/^timezone: (\S+)/m).slice(1);
  const [asOf] = settings.match(/^as_of: (\S+)/m).slice(1);
  const window = `toDate(start, '${zone}') <= toDate('${asOf}')`;
  const ask = (sql) => throughline('sql', demo, sql.replace('WHERE', `WHERE ${window} AND`)).trim();
  const { page } = await openFile(browser, file);
  const printed = (id) => page.$eval(`[data-figure="${id}"]:not([data-of]):not([data-months]):not([data-estimate])`,
    (element) => element.textContent.replaceAll(',', ''));
  assert.equal(await printed('visits'), ask('SELECT count() FROM visits WHERE bot = 0'));
  assert.equal(await printed('visits.engaged'), ask('SELECT countIf(engaged = 1) FROM visits WHERE bot = 0'));
  assert.equal(await printed('visits.people'), ask('SELECT uniqExact(visitor) FROM visits WHERE bot = 0'));
  assert.equal(await printed('bots'), ask('SELECT count() FROM visits WHERE bot != 0'));
  assert.equal(await printed('channel.paid-social'), ask('SELECT count() FROM visits WHERE bot = 0 AND channel = 5'));
  assert.equal(await printed('rows.kept'), ask('SELECT count() FROM hits'));
  assert.equal(await printed('rows.quarantined'), ask('SELECT count() FROM quarantine'));
  const sources = JSON.parse(throughline('show', demo, 'small.sources', '--rows', '100000', '--json')).rows;
  assert.equal(await printed('small.sources'), String(sources.length));
  await page.close();
}

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
throughline('demo', demo, '--scale', '0.02', '--no-truth', '--raw-only');
throughline('init', empty);
const browser = await launch();
try {
  const reports = [reportOf(demo, 'en'), reportOf(demo, 'zh'), reportOf(empty, 'en')];
  await agreesWithTheStore(browser, reports[0]);
  for (const file of reports) {
    for (const [width, scheme] of [[390, 'light'], [1440, 'light'], [390, 'dark'], [1440, 'dark'], [2560, 'light']]) {
      await looksRight(browser, file, width, scheme);
    }
    for (const family of ['Liberation', 'DejaVu']) {
      await printsTwoPages(browser, file, family);
    }
  }
  console.log('the reports are whole, readable and true to the store');
} finally {
  await browser.close();
}
