// The ledger's pages as people see them: node ledger_test.mjs SAMPLE_REPORT FOLDER
//
// Looks at a report with a plan, made of invented numbers and bad names, in English and Chinese: on wide and narrow windows,
// light and dark, on paper in two families of fonts; and walks from the tree to a tactic's evidence.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { installedBrowser, launch, openFile } from './browser.mjs';
import { looksRight, printsCleanly } from './page_checks.mjs';

const [, , sample, folder] = process.argv;
if (!installedBrowser()) {
  console.log('skipped: no Chromium is installed (apt-get install chromium)');
  process.exit(77);
}

function reportIn(language) {
  const file = path.join(folder, `ledger-${language}.html`);
  execFileSync(sample, [file, language, 'plan']);
  return file;
}

/** From the tree to the evidence of a tactic in one step, and what stands there. */
async function leadsToEvidence(browser, file) {
  const { page } = await openFile(browser, file, { viewport: { width: 1440, height: 900 } });
  await page.click('a[href="#tactic-t1"]');
  const box = await page.$eval('#tactic-t1', (sheet) => sheet.getBoundingClientRect().top);
  assert.ok(Math.abs(box) < 900, 'the page of the tactic is in sight');
  assert.equal(await page.$$eval('#tactic-t1 .qa tbody tr', (rows) => rows.length), 4);
  assert.ok(await page.$$eval('#tactic-t1 .forest tbody tr', (rows) => rows.length) >= 2);
  assert.equal(await page.$$eval('#tactic-t1 .line li', (rows) => rows.length), 5);
  await page.close();
}

/** Every picture says in words what it shows. */
async function saysWhatItShows(browser, file) {
  const { page } = await openFile(browser, file);
  const mute = await page.$$eval('svg:not([aria-hidden])', (all) =>
    all.filter((svg) => !svg.getAttribute('aria-label')).map((svg) => svg.outerHTML.slice(0, 80)));
  assert.deepEqual(mute, []);
  await page.close();
}

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
const browser = await launch();
try {
  for (const file of [reportIn('en'), reportIn('zh')]) {
    for (const [width, scheme] of [[390, 'light'], [768, 'light'], [1440, 'light'], [390, 'dark'], [1440, 'dark'], [2560, 'light']]) {
      await looksRight(browser, file, width, scheme);
    }
    for (const family of ['Liberation', 'DejaVu']) {
      await printsCleanly(browser, file, family);
    }
    await leadsToEvidence(browser, file);
    await saysWhatItShows(browser, file);
  }
  console.log('the pages of the ledger are whole and readable');
} finally {
  await browser.close();
}
