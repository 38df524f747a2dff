// Reports of odd workspaces: ten thousand sources, names made to break a page, a single month, a single visit.
// node odd_report_test.mjs PROGRAM FOLDER
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

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'];
const HOSTILE = [
  '<script>window.broken=1</script>', '"><img src=x onerror=window.broken=1>', "';alert(1)//", '</style><b>', '&lt;&amp;',
  '‮gnirts desrever', '漢'.repeat(60), 'a'.repeat(300), '{{7*7}}', '%00%0a', '--', '🏴‍☠️ pirates 🏴‍☠️',
];

/** A visit of so many pages by somebody of their own. */
function visit(person, month, day, referrer, landing, pages) {
  const address = `10.${(person >> 16) & 255}.${(person >> 8) & 255}.${person & 255}`;
  return Array.from({ length: pages }, (_, i) => {
    const at = `${String(day).padStart(2, '0')}/${MONTHS[month]}/2026:12:0${i}:00 +0000`;
    const target = i === 0 ? landing : `/page/${i}`;
    return `${address} - - [${at}] "GET ${target} HTTP/1.1" 200 512 "${i === 0 ? referrer : 'https://own.example/'}" "${AGENT}"`;
  });
}

const logs = {
  /** Ten thousand small hosts over six months, some of which people come back from. */
  many: () => Array.from({ length: 30000 }, (_, i) =>
    visit(i, i % 6, 1 + (i % 28), `https://host${i % 10000}.example/`, '/', i % 10000 < 500 ? 3 : 1 + (i % 7 === 0))).flat(),
  /** Names that try to be markup, in every place where a name can stand, each of them a signal. */
  hostile: () => HOSTILE.flatMap((name, at) => Array.from({ length: 180 }, (_, i) => {
    const tag = encodeURIComponent(name);
    return visit(at * 1000 + i, i % 6, 1 + (i % 28), `https://blog${at}.example/${tag}`,
      `/${tag}?utm_source=${tag}&utm_medium=${tag}&utm_campaign=${tag}`, 3);
  }).flat()).concat(Array.from({ length: 4000 }, (_, i) =>
    visit(900000 + i, i % 6, 1 + (i % 28), 'https://ordinary.example/', '/', 1)).flat()),
  /** One month, in which nothing can have lasted. */
  month: () => Array.from({ length: 2000 }, (_, i) => visit(i, 4, 1 + (i % 28), `https://host${i % 40}.example/`, '/', 1 + (i % 3))).flat(),
  /** One visit. */
  one: () => visit(1, 2, 3, '-', '/', 1),
};

function throughline(...args) {
  return execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'] });
}

function reportOf(name, language) {
  const workspace = path.join(folder, name);
  throughline('init', workspace);
  fs.writeFileSync(path.join(workspace, 'access.log'), `${logs[name]().join('\n')}\n`);
  fs.writeFileSync(path.join(workspace, 'throughline.yaml'), [
    'as_of: 2026-06-30', 'sites: [{id: main, host: [own.example]}]',
    'sources: [{id: log, kind: log, path: access.log}]', ''].join('\n'));
  throughline('run', workspace, '--lang', language);
  return path.join(workspace, 'report.html');
}

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
const browser = await launch();
try {
  for (const name of Object.keys(logs)) {
    const file = reportOf(name, name === 'month' ? 'zh' : 'en');
    for (const [width, scheme] of [[390, 'light'], [1440, 'dark']]) {
      await looksRight(browser, file, width, scheme);
    }
    await printsCleanly(browser, file, 'Liberation');
    const { page } = await openFile(browser, file);
    assert.equal(await page.evaluate(() => window.broken), undefined, `${name} ran a script`);
    assert.equal(await page.$$eval('img', (all) => all.length), 0, `${name} has a picture`);
    await page.close();
  }
  console.log('odd reports are whole and readable');
} finally {
  await browser.close();
}
