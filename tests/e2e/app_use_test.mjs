// Working with the app: node app_use_test.mjs PROGRAM WORKSPACE FOLDER
//
// By keyboard through the pages; an address restores what it shows; from a figure to its rows and to one row; a signal becomes a
// draft of the plan; how much a first visit loads. Works on a copy of WORKSPACE in FOLDER.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { copyOf, needBrowser, openApp, PAGES, serve, settled, visit } from './app.mjs';
import { nothingSpoke } from './app_checks.mjs';
import { launch } from './browser.mjs';

const [, , program, original, folder] = process.argv;
needBrowser();
const workspace = copyOf(original, folder);

const MOST_BYTES = 300_000;
const PAGE_KEYS = { ledger: 'l', signals: 's', sources: 'o', live: 'v', data: 'd', plan: 'n' };

/** What a first visit loads of the app itself: page, scripts and styles, as they come over the wire. */
async function loadsLittle(browser, url) {
  const { page, close } = await openApp(browser, url);
  const sizes = [];
  page.on('requestfinished', (request) => {
    if (/\.(js|css)$|\/$|\/ledger$/.test(new URL(request.url()).pathname)) sizes.push(request.sizes());
  });
  await visit(page, url, '/ledger');
  const bytes = (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  assert.ok(bytes > 0 && bytes < MOST_BYTES, `a first visit loads ${bytes} bytes`);
  await close();
  return bytes;
}

/** g and a letter lead to every page; ? tells the keys, Escape closes them. */
async function goesByKeys(page, complaints, url) {
  await visit(page, url, '/ledger');
  for (const name of PAGES) {
    const link = page.locator(`nav a[href^="/${name}"]`);
    if ((await link.count()) === 0) continue;
    await page.keyboard.press('g');
    await page.keyboard.press(PAGE_KEYS[name]);
    await page.waitForURL(new RegExp(`/${name}(\\?|$)`));
    await settled(page);
    assert.equal(await link.getAttribute('aria-current'), 'page', name);
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').first().waitFor({ state: 'detached' });
  nothingSpoke(complaints, 'pages by keys');
}

/** The plot by arrows, Enter to its rows, Enter to one row, Escape back step by step. */
async function walksThePlot(page, complaints, url) {
  await visit(page, url, '/signals');
  const list = page.getByRole('listbox');
  await list.focus();
  const current = () => page.evaluate(() => document.getElementById(document.querySelector('[role=listbox]').getAttribute('aria-activedescendant'))?.textContent.trim());
  const first = await current();
  assert.ok(first, 'the plot tells where the keyboard is');
  await page.keyboard.press('ArrowLeft');
  const second = await current();
  assert.notEqual(second, first);
  await page.keyboard.press('ArrowRight');
  assert.equal(await current(), first);
  await page.keyboard.press('Enter');
  await opensOneRow(page);
  nothingSpoke(complaints, 'plot');
}

/** Of the rows that are open at the side the first is opened, then both are left again. */
async function opensOneRow(page) {
  const side = page.getByRole('dialog');
  await side.waitFor();
  const row = side.locator('[data-row]').first();
  await row.waitFor();
  assert.match(page.url(), /[?&]rows=/);
  await row.focus();
  await page.keyboard.press('Enter');
  await side.locator('dl dt').first().waitFor();
  assert.match(page.url(), /[?&]row=0/);
  await page.keyboard.press('Escape');
  await side.locator('[data-row]').first().waitFor();
  await page.keyboard.press('Escape');
  await side.waitFor({ state: 'detached' });
}

/** Sorting, the last row and the first by keys; / finds. */
async function readsTheTable(page, complaints, url) {
  await visit(page, url, '/sources');
  const table = page.getByRole('grid');
  const rows = Number(await table.getAttribute('aria-rowcount')) - 1;
  assert.ok(rows > 100, `${rows} sources`);
  await table.focus();
  await page.keyboard.press('End');
  await table.locator(`[aria-rowindex="${rows + 1}"] .c-name`).waitFor();
  await page.keyboard.press('Home');
  await table.locator('[aria-rowindex="2"] .c-name').waitFor();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Enter');
  await opensOneRow(page);

  const head = table.getByRole('columnheader', { name: /^Visits/ });
  await head.getByRole('button').click();
  await page.waitForURL(/sort=visits/);
  await settled(page);
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  const visits = (await table.locator('[role=row] .c-visits').allTextContents()).slice(0, 15).map((text) => Number(text.replaceAll(',', '')));
  assert.deepEqual(visits, [...visits].sort((a, b) => b - a));

  await page.locator('main h1').click();
  await page.keyboard.press('/');
  await page.keyboard.type('blogspot');
  await page.waitForURL(/q=blogspot/);
  await settled(page);
  await page.waitForFunction((all) => Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) - 1 < all, rows);
  const names = await table.locator('[role=row] .c-name').allTextContents();
  assert.ok(names.length > 0 && names.every((name) => /blogspot/i.test(name)), names.join());
  assert.match(await page.locator('.sums').innerText(), /of all/);
  nothingSpoke(complaints, 'table');
}

/** A fresh browser shows the same under the same address. */
async function restores(browser, url, where, facts) {
  const seen = [];
  for (let i = 0; i < 2; ++i) {
    const { page, close, complaints } = await openApp(browser, url);
    await visit(page, url, where);
    seen.push(await facts(page));
    nothingSpoke(complaints, where);
    await close();
  }
  assert.deepEqual(seen[0], seen[1], where);
  return seen[0];
}

async function addressesHoldTheView(browser, page, url) {
  await visit(page, url, '/signals');
  const id = await page.locator('.choose').nth(1).getAttribute('title');
  await page.locator('.choose').nth(1).click();
  await page.locator('.disc').nth(1).click();
  const chosen = await page.locator('aside h2').innerText();
  const shown = await restores(browser, url, page.url(), async (other) => ({
    chosen: await other.locator('aside h2').innerText(),
    open: await other.locator('tr.drillrow').count(),
  }));
  assert.deepEqual(shown, { chosen, open: 1 });
  assert.ok(new URL(page.url()).searchParams.get('signal') === id);

  const deep = '/sources?q=blog&sort=visits&order=asc&rows=visits';
  const table = await restores(browser, url, deep, async (other) => ({
    find: await other.locator('[data-find]').inputValue(),
    sorted: await other.locator('[aria-sort="ascending"]').count(),
    rows: await other.getByRole('dialog').count(),
  }));
  assert.deepEqual(table, { find: 'blog', sorted: 1, rows: 1 });
  const at = await restores(browser, url, '/sources?at=120', async (other) => {
    await other.locator('[aria-rowindex="122"] .c-name').waitFor();
    return other.locator('[aria-rowindex="122"] .c-name').innerText();
  });
  assert.ok(at.length > 0);
}

/** Every figure of Data leads to its rows, which are as many as it says. */
async function dataHasRows(page, complaints, url) {
  await visit(page, url, '/data');
  const figures = await page.locator('main .drill').evaluateAll((all) => all.map((figure) => [figure.title, figure.textContent.trim()]));
  assert.ok(figures.length > 30, `${figures.length} figures`);
  for (const [figure, text] of figures) {
    const answer = await page.request.get(`${url}/api/v1/figures?id=${encodeURIComponent(figure)}&offset=0&limit=1`);
    assert.equal(answer.status(), 200, figure);
    const { total } = await answer.json();
    if (/^[\d,]+$/.test(text)) assert.equal(total, Number(text.replaceAll(',', '')), figure);
  }
  await page.locator('main .drill').first().focus();
  await page.keyboard.press('Enter');
  await opensOneRow(page);
  nothingSpoke(complaints, 'data');
}

/** Adopting writes a tactic into the plan's file and says so. */
async function adopts(page, complaints, url) {
  await visit(page, url, '/signals');
  const button = page.locator('main tbody .btn', { hasText: 'Adopt' }).first();
  await button.click();
  const said = page.locator('aside .written');
  await said.waitFor();
  const [, tactic, file] = (await said.innerText()).match(/^Draft (\S+) written to (\S+)/);
  assert.match(fs.readFileSync(path.join(workspace, file), 'utf8'), new RegExp(`id: ${tactic}\\b`));
  nothingSpoke(complaints, 'adopt');
}

/** When the server is gone, Live says so and keeps what it showed. */
async function liveTellsOfItsEnd(page, url, stop) {
  await visit(page, url, '/live');
  await page.locator('.link.connected').waitFor();
  await stop();
  await page.locator('.link.lost').waitFor();
}

const server = await serve(program, workspace);
const browser = await launch();
try {
  const bytes = await loadsLittle(browser, server.url);
  const { page, complaints } = await openApp(browser, server.url);
  await goesByKeys(page, complaints, server.url);
  await walksThePlot(page, complaints, server.url);
  await readsTheTable(page, complaints, server.url);
  await addressesHoldTheView(browser, page, server.url);
  await dataHasRows(page, complaints, server.url);
  await adopts(page, complaints, server.url);
  await liveTellsOfItsEnd(page, server.url, server.stop);
  console.log(`pages by keys, plot, table, addresses, rows, adopting, live; a first visit loads ${Math.round(bytes / 1000)} kB`);
} finally {
  await browser.close();
  await server.stop();
}
