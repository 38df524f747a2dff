// The script for pages in a real browser: node page_script_test.mjs COLLECT_SERVER
//
// Pages lie on localhost, the collector on another port; what a page does must lie on the disk.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { installedBrowser, launch } from './browser.mjs';

const [, , program] = process.argv;
if (!installedBrowser()) {
  console.log('skipped: no Chromium is installed (apt-get install chromium)');
  process.exit(77);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tl-page-script-'));
const collector = spawn(program, [folder], { stdio: ['ignore', 'pipe', 'inherit'] });
const lines = readline.createInterface({ input: collector.stdout });
const port = await new Promise((resolve) => lines.once('line', resolve));
const to = `http://localhost:${port}`;

function page(head = '') {
  return `<!doctype html><meta charset="utf-8"><title>page</title>${head}
<script>window.throughline = window.throughline || function () { (throughline.q = throughline.q || []).push(arguments) };
if (location.search == '?early') throughline('early', { props: { n: 1 } })</script>
<script defer src="${to}/t.js"></script>
<p id="words" style="font: 20px serif">words</p><button id="dead">nothing</button>
<button id="alive" onclick="this.textContent += '!'">something</button>
<a id="out" href="https://other.example/there?x=1">away</a><div style="height: 4000px"></div>`;
}

const site = http.createServer((request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(page());
});
await new Promise((resolve) => site.listen(0, resolve));
const here = `http://localhost:${site.address().port}`;

/** All events that lie on the disk, oldest first. */
function stored() {
  const main = path.join(folder, 'main');
  const files = fs.existsSync(main) ? fs.readdirSync(main).sort() : [];
  return files.flatMap((file) => fs.readFileSync(path.join(main, file), 'utf8').split('\n').filter((line) => line.startsWith('{')).map(JSON.parse));
}

/** Waits until enough events fit, and gives them. */
async function wait(what, fits, enough = 1) {
  for (let tries = 0; tries < 600; ++tries) {
    const found = stored().filter(fits);
    if (found.length >= enough) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${what} did not come; there is ${JSON.stringify(stored(), null, 1)}`);
}

const named = (name, url) => (event) => event.name === name && (!url || event.url === url);

/** Opens a page, lets a test play with it, and checks that nothing is kept in the browser. */
async function visit(browser, address, play, { headers, before } = {}) {
  const context = await browser.newContext({ extraHTTPHeaders: headers });
  await context.route('https://other.example/**', (route) => route.abort());
  const tab = await context.newPage();
  if (before) {
    await tab.addInitScript(before);
  }
  await tab.goto(address);
  await play(tab);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
}

async function walksThroughAnApp(browser) {
  const a = `${here}/a?utm_source=news`;
  const b = `${here}/b`;
  await visit(browser, `${a}#part`, async (tab) => {
    const [first] = await wait('the view', named('pageview', a));
    assert.equal(first.referrer, undefined);
    assert.match(first.visitor, /^[0-9a-f]{16}$/);
    assert.match(first.agent, /Chrome/);
    await tab.evaluate(() => scrollTo(0, 2000));
    await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await tab.evaluate(() => history.pushState({}, '', '/b'));
    await tab.evaluate(() => history.replaceState({ same: 1 }, '', '/b#x'));
    const [second] = await wait('the view of the app', named('pageview', b));
    assert.equal(second.referrer, a);
    assert.equal(second.visitor, first.visitor);
    const [looked] = await wait('the engagement', named('engagement', a));
    assert.ok(looked.foreground > 0 && looked.foreground < 120_000, `foreground ${looked.foreground}`);
    const [depth] = await wait('the depth', named('scroll', a));
    assert.ok(depth.value > 50 && depth.value <= 100, `depth ${depth.value}`);
    await tab.evaluate(() => history.back());
    await wait('the view of the way back', named('pageview', a), 2);
    assert.deepEqual(await tab.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
    // As when another tab is looked at, or the telephone is put away: often the last that a page is told.
    await tab.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await wait('the engagement at the end', named('engagement', a), 2);
  });
  assert.equal(stored().filter(named('pageview', b)).length, 1);
}

async function tellsEventsOfTheSite(browser) {
  await visit(browser, `${here}/shop?early`, async (tab) => {
    const [early] = await wait('what was told before the script came', named('early'));
    assert.deepEqual(early.props, { n: 1 });
    await tab.evaluate(() => throughline('purchase', { value: 19.99, currency: 'EUR', props: { size: 'L' } }));
    const [bought] = await wait('the purchase', named('purchase'));
    assert.equal(bought.value, 19.99);
    assert.equal(bought.currency, 'EUR');
    assert.deepEqual(bought.props, { size: 'L' });
    await tab.evaluate(() => throughline('consent', 'denied'));
    await tab.evaluate(() => throughline('after-denial'));
    const [passing] = await wait('what came after consent was denied', named('after-denial'));
    assert.notEqual(passing.visitor, bought.visitor);
  });
}

async function marksFriction(browser) {
  await visit(browser, `${here}/friction`, async (tab) => {
    await tab.evaluate(() => void setTimeout(() => { throw new Error('ann@shop.test has no order 4711'); }));
    const [error] = await wait('the error', named('error'));
    assert.equal(error.props.message, 'Uncaught Error: * has no order *');
    await tab.evaluate(() => void Promise.reject(new Error('refused')));
    await wait('the rejection', named('error'), 2);
    await tab.click('#words', { clickCount: 4 });
    const [rage] = await wait('the rage click', named('rage-click'));
    assert.equal(rage.props.element, 'p#words');
    await tab.click('#alive');
    await tab.click('#dead');
    const [dead] = await wait('the dead click', named('dead-click'));
    assert.equal(dead.props.element, 'button#dead');
    await tab.click('#out', { noWaitAfter: true });
    const [out] = await wait('the way out', named('outbound'));
    assert.equal(out.props.target, 'https://other.example/there?x=1');
  });
  assert.equal(stored().filter(named('dead-click')).length, 1);
  assert.equal(stored().filter(named('rage-click')).length, 1);
}

async function goesWithoutABeacon(browser) {
  const address = `${here}/without-a-beacon`;
  await visit(browser, address, () => wait('the view by fetch', named('pageview', address)), {
    before: () => { Object.defineProperty(navigator, 'sendBeacon', { value: undefined }); },
  });
}

async function followsNobodyWhoDoesNotWantIt(browser) {
  const address = `${here}/do-not-track`;
  await visit(browser, address, () => wait('the view', named('pageview', address)));
  await visit(browser, address, () => wait('the view of somebody else', named('pageview', address), 2), { headers: { DNT: '1' } });
  const [known, passing] = stored().filter(named('pageview', address));
  assert.notEqual(known.visitor, passing.visitor);
}

async function isRefusedOnOtherSites(browser) {
  const strange = here.replace('localhost', '127.0.0.1');
  await visit(browser, `${strange}/`, async (tab) => {
    // Once the browser knows the answer to this one, the script's own has been refused as well.
    const refused = await tab.evaluate((url) => fetch(url, { method: 'POST', body: '{}' }).then(() => false, () => true), `${to}/collect`);
    assert.ok(refused);
  });
  assert.deepEqual(stored().filter((event) => event.url.startsWith(strange)), []);
}

const browser = await launch();
try {
  for (const test of [walksThroughAnApp, tellsEventsOfTheSite, marksFriction, goesWithoutABeacon, followsNobodyWhoDoesNotWantIt, isRefusedOnOtherSites]) {
    await test(browser);
    console.log(`ok ${test.name}`);
  }
} finally {
  await browser.close();
  collector.kill();
  site.close();
  lines.close();
  fs.rmSync(folder, { recursive: true });
}
