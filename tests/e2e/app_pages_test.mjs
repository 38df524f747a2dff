// Every page of the app as people see it: node app_pages_test.mjs PROGRAM WORKSPACE FOLDER LANGUAGE
//
// Each test has a copy of the demo's workspace, since one server holds a workspace. Light and dark, at 390, 1440 and 2560 px: no complaint of the browser, no request to anywhere else, nothing cut off, no serious
// fault that axe finds; and on paper without bars.
import assert from 'node:assert/strict';
import { copyOf, needBrowser, openApp, PAGES, serve, visit } from './app.mjs';
import { axeFindsNothing, nothingIsCutOff, nothingSpoke } from './app_checks.mjs';
import { launch } from './browser.mjs';

const [, , program, original, folder, language] = process.argv;
needBrowser();
const workspace = copyOf(original, folder);

const VIEWS = [
  ...PAGES.map((name) => `/${name}`),
  '/signals?plot=table',
  '/sources?kind=page&sort=engaged&order=desc',
];

async function looksRight(page, complaints, url, where, name, checksAccess) {
  await visit(page, url, where);
  assert.equal(await page.locator('html').getAttribute('lang'), language, name);
  await nothingIsCutOff(page, name);
  if (checksAccess) await axeFindsNothing(page, name);
  nothingSpoke(complaints, name);
}

async function printsWithoutBars(browser, url) {
  const { page, close } = await openApp(browser, url, { width: 794, height: 1123, language });
  for (const where of ['/signals', '/data']) {
    await visit(page, url, where);
    await page.emulateMedia({ media: 'print' });
    for (const bar of ['.top', '.nav', '.filters']) assert.equal(await page.locator(bar).first().isVisible().catch(() => false), false, `${where} prints ${bar}`);
    assert.ok(await page.locator('main h1').isVisible(), where);
    await page.emulateMedia({ media: 'screen' });
  }
  await close();
}

const server = await serve(program, workspace);
const browser = await launch();
try {
  for (const theme of ['light', 'dark']) {
    for (const width of [390, 1440, 2560]) {
      const { page, complaints, close } = await openApp(browser, server.url, { width, theme, language });
      for (const where of VIEWS) await looksRight(page, complaints, server.url, where, `${where} at ${width}, ${theme}, ${language}`, width < 2560);
      await close();
    }
  }
  await printsWithoutBars(browser, server.url);
} finally {
  await browser.close();
  await server.stop();
}
console.log(`${VIEWS.length} views in ${language}, two themes, three widths: nothing cut off, no serious fault`);
