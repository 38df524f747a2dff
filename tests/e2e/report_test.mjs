// report.html as people see it: node report_test.mjs PROGRAM FOLDER
//
// Makes a small demo company and an empty workspace in FOLDER and looks at their reports in English and Chinese: on wide and
// narrow windows, light and dark, on paper in two families of fonts; and holds its numbers against `throughline sql`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { installedBrowser, launch, openFile } from './browser.mjs';
import { looksRight, printsCleanly } from './page_checks.mjs';

const [, , program, folder] = process.argv;
if (!installedBrowser()) {
  console.log('skipped: no Chromium is installed (apt-get install chromium)');
  process.exit(77);
}

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
  const tables = ['hits', 'spend', 'orders', 'hours', 'leads', 'experiments', 'estimates'];
  const kept = tables.reduce((sum, table) => sum + Number(ask(`SELECT count() FROM ${table}`)), 0);
  assert.equal(await printed('rows.kept'), String(kept));
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
      await printsCleanly(browser, file, family);
    }
  }
  console.log('the reports are whole, readable and true to the store');
} finally {
  await browser.close();
}
