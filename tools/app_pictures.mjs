#!/usr/bin/env node
// Pictures of every page of the app: node tools/app_pictures.mjs PROGRAM WORKSPACE FOLDER [--few]
//
// At 390, 1440 and 2560 px, light and dark, in English and Chinese; with --few only those that docs/images/app holds. A picture is
// of the window and not of the whole page, so that it shows what is seen first.
import fs from 'node:fs';
import path from 'node:path';
import { openApp, PAGES, serve, visit } from '../tests/e2e/app.mjs';
import { launch } from '../tests/e2e/browser.mjs';

const [, , program, workspace, folder, few] = process.argv;
if (!program || !workspace || !folder) {
  console.error('usage: node tools/app_pictures.mjs PROGRAM WORKSPACE FOLDER [--few]');
  process.exit(2);
}

const HEIGHTS = { 390: 844, 1440: 1000, 2560: 1440 };
const FEW = [
  ['ledger', 1440, 'light', 'en'],
  ['ledger', 390, 'light', 'zh'],
  ['signals', 1440, 'light', 'en'],
  ['signals', 1440, 'dark', 'zh'],
  ['sources', 1440, 'light', 'en'],
  ['data', 1440, 'light', 'en'],
];

function all() {
  const views = [];
  for (const page of PAGES) {
    for (const width of [390, 1440, 2560]) {
      for (const theme of ['light', 'dark']) for (const language of ['en', 'zh']) views.push([page, width, theme, language]);
    }
  }
  return views;
}

const server = await serve(program, workspace);
const browser = await launch();
fs.mkdirSync(folder, { recursive: true });
try {
  for (const [name, width, theme, language] of few === '--few' ? FEW : all()) {
    const { page, complaints, close } = await openApp(browser, server.url, { width, height: HEIGHTS[width], theme, language });
    await visit(page, server.url, `/${name}`);
    const file = path.join(folder, `${name}-${width}-${theme}-${language}.png`);
    await page.screenshot({ path: file });
    for (const complaint of complaints) console.log(`${file}: ${complaint}`);
    await close();
  }
} finally {
  await browser.close();
  await server.stop();
}
