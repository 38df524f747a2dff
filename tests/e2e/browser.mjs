// Debian's Chromium through playwright-core, cut off from any network.
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of a Chromium, or undefined where none is installed. */
export function installedBrowser() {
  return PLACES.find((path) => path && fs.existsSync(path));
}

export function launch() {
  return chromium.launch({ executablePath: installedBrowser(), args: ['--no-sandbox'] });
}

/** Opens a file and notes what a report must not do: ask for anything else, or complain. */
export async function openFile(browser, file, options = {}) {
  const page = await browser.newPage(options);
  const complaints = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== `file://${file}` && !request.url().startsWith('data:')) {
      complaints.push(`request: ${request.url()}`);
    }
  });
  await page.goto(`file://${file}`);
  return { page, complaints };
}
