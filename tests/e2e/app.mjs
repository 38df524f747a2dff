// `throughline serve` on a workspace and a browser before it, for the tests of the app.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { installedBrowser } from './browser.mjs';

const START_MS = 120_000;

/** A copy of a workspace in a folder of its own: one server holds a workspace, and a test may change it. */
export function copyOf(workspace, folder) {
  const copy = path.join(folder, 'workspace');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.cpSync(workspace, copy, { recursive: true });
  return copy;
}

/** Leaves with "skipped" where there is no browser. */
export function needBrowser() {
  if (!installedBrowser()) {
    console.log('skipped: no Chromium is installed (apt-get install chromium)');
    process.exit(77);
  }
}

/** Starts the server on a free port. The answer has its address, and stop(), which waits for its end. */
export async function serve(program, workspace) {
  const child = spawn(program, ['serve', workspace, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address within ${START_MS} ms: ${said}`)), START_MS);
    const listen = (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
      if (found) {
        clearTimeout(timer);
        resolve(found[0]);
      }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { url, stop, said: () => said };
}

/**
 * A page of the app, and what it complains of: errors on the console, requests to anywhere else, answers that fail.
 * `options`: width, height, theme, language.
 */
export async function openApp(browser, url, { width = 1440, height = 1000, theme = 'light', language = 'en' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' });
  await context.addInitScript(([lang, colours]) => {
    localStorage.setItem('lang', lang);
    localStorage.setItem('theme', colours);
  }, [language, theme]);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:')) complaints.push(`request: ${request.url()}`);
  });
  page.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()}: ${response.url()}`));
  return { page, complaints, close: () => context.close() };
}

/** Goes to a page and waits until it shows what it was asked for. */
export async function visit(page, url, where) {
  await page.goto(new URL(where, url).href);
  await settled(page);
}

/** Waits until nothing on the page loads any more. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('main :is([data-loading], [aria-busy="true"], .skeleton)'));
}

export const PAGES = ['ledger', 'signals', 'sources', 'live', 'data', 'plan'];

