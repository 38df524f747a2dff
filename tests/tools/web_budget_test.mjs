// node web_budget_test.mjs DIST: what the first page loads stays under 300 kB compressed; charts come later; no page
// holds a script or a style that the content policy would refuse.
import assert from 'node:assert';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const BUDGET = 300_000;
const dist = process.argv[2];
const read = (name) => fs.readFileSync(path.join(dist, name), 'utf8');
const packed = (name) => zlib.gzipSync(fs.readFileSync(path.join(dist, name)), { level: 9 }).length;

// Every file that `name` imports before it runs, itself first.
function imported(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const statements = read(name).matchAll(/(?:^|[;}])\s*(?:import|export)\b[^'"();]*?["']\.\/([^"']+\.js)["']/g);
  for (const [, file] of statements) imported(path.posix.join(path.posix.dirname(name), file), seen);
  return seen;
}

const page = read('index.html');
const asked = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, name]) => name);
const ledger = fs.readdirSync(path.join(dist, 'assets')).filter((name) => /^Ledger-.*\.(js|css)$/.test(name)).map((name) => `assets/${name}`);
const first = new Set(['index.html', ...[...asked, ...ledger].flatMap((name) => (name.endsWith('.js') ? [...imported(name)] : [name]))]);
const total = [...first].reduce((sum, name) => sum + packed(name), 0);
console.log(`first load: ${first.size} files, ${total} bytes compressed of ${BUDGET}`);
assert.ok(asked.some((name) => name.endsWith('.js')) && ledger.length > 0, 'index.html asks for no script, or the ledger is no file of its own');
assert.ok(total < BUDGET, `the first load is ${total} bytes compressed; the budget is ${BUDGET}`);
assert.ok(![...first].some((name) => /echarts/i.test(name)), 'charts are part of the first load; import them when a chart is drawn');
assert.ok(!/<script(?![^>]*\ssrc=)/.test(page), 'index.html has a script of its own');
assert.ok(!/<style|\sstyle="|\son\w+="/.test(page), 'index.html has a style or a handler of its own');
assert.match(page, /http-equiv="Content-Security-Policy"/);
