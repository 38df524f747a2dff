// The ledger and the plan as one works with them: node app_ledger_test.mjs PROGRAM WORKSPACE FOLDER
//
// The tree by keyboard; a lens that changes no value; every figure leads to rows; a tactic's page on a narrow screen; the plan
// checked as one types, compared, saved, and kept where somebody else wrote meanwhile. Works on a copy of WORKSPACE in FOLDER.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { needBrowser, openApp, serve, settled, visit } from './app.mjs';
import { axeFindsNothing, nothingIsCutOff, nothingSpoke } from './app_checks.mjs';
import { launch } from './browser.mjs';

const [, , program, original, folder] = process.argv;
needBrowser();
const workspace = path.join(folder, 'workspace');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
fs.cpSync(original, workspace, { recursive: true });
const planFile = path.join(workspace, 'plan.yaml');

const focusedId = (page) => page.evaluate(() => document.activeElement.dataset.id);

/** Down, Enter, left and right in the tree; what is folded is in the address and stays after a reload. */
async function walksTheTree(page, complaints, url) {
  await visit(page, url, '/ledger');
  const ids = await page.locator('.tree [data-id]').evaluateAll((rows) => rows.map((row) => row.dataset.id));
  assert.ok(ids.length > 10, `${ids.length} nodes`);
  await page.locator('.tree [data-id]').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focusedId(page), ids[1]);
  await page.keyboard.press('End');
  assert.equal(await focusedId(page), ids.at(-1));
  await page.keyboard.press('Home');
  assert.equal(await focusedId(page), ids[0]);
  const tactic = page.locator('.tree [data-id].tactic').first();
  const id = await tactic.getAttribute('data-id');
  await tactic.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/ledger/${id}(\\?|$)`));
  assert.equal(await page.locator('.pane h2').first().innerText(), await tactic.locator('.nm').innerText());
  await page.keyboard.press('ArrowLeft');
  const parent = await focusedId(page);
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(new RegExp(`fold=${parent}`));
  assert.equal(await page.locator(`[data-id="${id}"]`).count(), 0);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator(`[data-id="${id}"]`).count(), 0);
  assert.equal(await page.locator(`[data-id="${parent}"]`).getAttribute('aria-expanded'), 'false');
  nothingSpoke(complaints, 'tree');
}

/** A lens adds; what a node added is the same under each. */
async function lensesChangeNoValue(page, complaints, url) {
  const seen = [];
  for (const lens of ['marketing', 'pr', 'it', 'service']) {
    await visit(page, url, `/ledger?lens=${lens}`);
    seen.push(await page.locator('.tree .ev').allInnerTexts());
    assert.equal(await page.locator('.seg [aria-pressed=true]').last().innerText(), { marketing: 'Marketing', pr: 'PR', it: 'IT', service: 'Service' }[lens]);
  }
  for (const values of seen) assert.deepEqual(values, seen[0]);
  nothingSpoke(complaints, 'lenses');
}

async function filtersSayOfHowMany(page, complaints, url) {
  await visit(page, url, '/ledger');
  const all = await page.locator('.tree [data-id]').count();
  await page.keyboard.press('/');
  await page.keyboard.type('ads');
  await page.waitForURL(/find=ads/);
  const found = await page.locator('.tree [data-id]').count();
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  assert.match(await page.locator('.tree .foot2').innerText(), new RegExp(`^${found} of all ${all} `));
  nothingSpoke(complaints, 'filters');
}

async function figuresHaveRows(page, complaints, url) {
  const figures = new Set();
  for (const where of ['/ledger', '/ledger?unplanned=all&learned=all&lens=it', '/ledger/purpose']) {
    await visit(page, url, where);
    for (const figure of await page.locator('main button.drill[title]').evaluateAll((all) => all.map((one) => one.title))) figures.add(figure);
  }
  assert.ok(figures.size > 30, `${figures.size} figures`);
  // One of each kind: "node:ID.cost", "verdict:WORD", "evidence:HASH".
  const kinds = new Map([...figures].map((figure) => [`${figure.split(':')[0]}.${figure.split('.').at(-1).replace(/.*:.*/, '')}`, figure]));
  assert.ok(kinds.size > 5, [...kinds.keys()].join());
  for (const figure of kinds.values()) {
    const answer = await page.request.get(`${url}/api/v1/figures?id=${encodeURIComponent(figure)}&offset=0&limit=1`);
    assert.equal(answer.status(), 200, figure);
  }
  nothingSpoke(complaints, 'figures');
}

/** A node's page of its own where there is no room beside the tree; Escape leads back to the tree as it was. */
async function narrowScreensHavePages(browser, url) {
  const { page, complaints, close } = await openApp(browser, url, { width: 390, height: 844 });
  await visit(page, url, '/ledger?verdict=working');
  const rows = await page.locator('.tree [data-id]').count();
  await page.locator('.tree [data-id].tactic').first().click({ position: { x: 80, y: 12 } });
  await page.waitForURL(/\/ledger\/./);
  assert.equal(await page.locator('.tree').count(), 0);
  for (const where of ['/ledger/purpose', new URL(page.url()).pathname]) {
    await visit(page, url, where);
    await nothingIsCutOff(page, `${where} at 390`);
    await axeFindsNothing(page, `${where} at 390`);
  }
  await page.goBack();
  await page.goBack();
  await settled(page);
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/ledger\?verdict=working$/);
  assert.equal(await page.locator('.tree [data-id]').count(), rows);
  nothingSpoke(complaints, 'narrow');
  await close();
}

/** Types into the plan's text at the end of the first line that holds `where`. */
async function typeAfter(page, where, typed) {
  await page.locator('textarea').evaluate((area, text) => {
    const at = area.value.indexOf('\n', area.value.indexOf(text));
    area.focus();
    area.setSelectionRange(at, at);
  }, where);
  await page.keyboard.type(typed);
}

/** A wrong key is found while one types, leads to its line, and goes when it is taken out. */
async function checksAsOneTypes(page, url) {
  await visit(page, url, '/plan');
  await page.locator('.findings li').first().waitFor();
  await typeAfter(page, 'horizon:', '\nhorizn: 5y');
  const found = page.locator('.findings li button', { hasText: 'horizn' });
  await found.waitFor();
  await page.locator('textarea').evaluate((area) => area.setSelectionRange(0, 0));
  await found.click();
  const chosen = await page.locator('textarea').evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(chosen, 'horizn');
  for (let i = 0; i < 12; ++i) await page.keyboard.press('Control+z');
  await found.waitFor({ state: 'detached' });
}

/** What is typed survives a look at another page; the comparison tells it; saving writes the file and nothing else. */
async function comparesAndSaves(page, url) {
  const before = fs.readFileSync(planFile, 'utf8');
  await visit(page, url, '/plan');
  await typeAfter(page, 'horizon:', ' # looked at again');
  await page.locator('nav a[href^="/data"]').click();
  await page.locator('nav a[href^="/plan"]').click();
  assert.match(await page.locator('textarea').inputValue(), /# looked at again/);
  assert.equal(fs.readFileSync(planFile, 'utf8'), before, 'nothing is written before it is saved');
  await page.locator('textarea').focus();
  await page.keyboard.press('Control+s');
  await page.locator('dialog .new', { hasText: '# looked at again' }).waitFor();
  await page.locator('dialog .sub', { hasText: 'It means the same' }).waitFor();
  await page.locator('dialog .btn.primary').click();
  await page.getByRole('status').filter({ hasText: 'saved' }).waitFor();
  const line = before.slice(before.indexOf('horizon:'), before.indexOf('\n', before.indexOf('horizon:')));
  assert.equal(fs.readFileSync(planFile, 'utf8'), before.replace(line, `${line} # looked at again`));
}

/** Where somebody else wrote meanwhile, neither text is lost until one decides. */
async function keepsBothTexts(page, complaints, url) {
  await visit(page, url, '/plan');
  await typeAfter(page, 'horizon:', ' mine');
  const theirs = `${fs.readFileSync(planFile, 'utf8')}# theirs\n`;
  fs.writeFileSync(planFile, theirs);
  await page.keyboard.press('Control+s');
  await page.locator('dialog .new', { hasText: 'mine' }).waitFor();
  await page.locator('dialog .btn.primary').click();
  const box = page.locator('.conflict');
  await box.waitFor();
  assert.equal(fs.readFileSync(planFile, 'utf8'), theirs);
  assert.match(await page.locator('textarea').inputValue(), / mine/);
  await box.getByRole('button', { name: 'Compare with the file' }).click();
  await box.locator('pre', { hasText: '− # theirs' }).waitFor();
  await box.getByRole('button', { name: 'Take the file, drop mine' }).click();
  await box.waitFor({ state: 'detached' });
  assert.equal(await page.locator('textarea').inputValue(), theirs);
  const expected = (complaint) => /409/.test(complaint);
  nothingSpoke(complaints.filter((complaint) => !expected(complaint)), 'plan');
  complaints.length = 0;
}

const server = await serve(program, workspace);
const browser = await launch();
try {
  const { page, complaints } = await openApp(browser, server.url);
  await walksTheTree(page, complaints, server.url);
  await lensesChangeNoValue(page, complaints, server.url);
  await filtersSayOfHowMany(page, complaints, server.url);
  await figuresHaveRows(page, complaints, server.url);
  await narrowScreensHavePages(browser, server.url);
  await checksAsOneTypes(page, server.url);
  await comparesAndSaves(page, server.url);
  await keepsBothTexts(page, complaints, server.url);
  console.log('tree by keys, lenses, filters, figures, narrow pages; plan checked, compared, saved, kept');
} finally {
  await browser.close();
  await server.stop();
}
