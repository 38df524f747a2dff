// Parts of the app that need no browser, held to what they promise: node --test app_parts_test.mjs
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../web/src');

/** A module of the app, as the browser gets it. */
async function load(name) {
  const { outputFiles } = await build({ entryPoints: [path.join(source, name)], bundle: true, format: 'esm', write: false, logLevel: 'silent' });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const { ScrollRange } = await load('table/scroll.ts');
const { Pages } = await load('table/pages.ts');
const { Walk } = await load('plot/walk.ts');
const { Nearby } = await load('plot/near.ts');
const { chanceHalf, frameOf, radiusOf, volumeTicks, xOf, yOf } = await load('plot/frame.ts');
const { LiveNews } = await load('lib/answers/live.ts');
const { readSignals } = await load('lib/answers/signals.ts');
const { readSources } = await load('lib/answers/sources.ts');
const { readData } = await load('lib/answers/data.ts');
const { measured } = await load('lib/figures.ts');

const ROW = 30;
const VIEW = 600;

/** What a browser does: the element's place stays within its height. */
function held(range, top) {
  return Math.min(Math.max(top, 0), range.height - range.view);
}

test('a short list scrolls as ever', () => {
  const range = new ScrollRange(100, ROW, VIEW);
  assert.equal(range.height, 3000);
  assert.deepEqual(range.scrolled(450), { at: 450, top: 450 });
  assert.equal(range.inElement(450), 450);
});

test('a million rows fit an element that every browser can hold', () => {
  assert.ok(new ScrollRange(1_000_000, ROW, VIEW).height <= 8_000_000);
});

test('small steps through a million rows pass every row, wherever they begin', () => {
  const range = new ScrollRange(1_000_000, ROW, VIEW);
  for (const start of [0, 12_345, 500_000, 999_900]) {
    let { at, top } = range.place(start * ROW);
    for (let i = 0; i < 3000; ++i) {
      const before = at;
      ({ at, top } = range.scrolled(held(range, top + 100)));
      assert.ok(at - before === 100 || at === range.full - VIEW, `a step of ${at - before} at row ${Math.floor(at / ROW)}`);
      assert.equal(range.inElement(at), top);
      assert.ok(top >= 0 && top <= range.height - VIEW);
    }
  }
});

test('the ends of the bar are the ends of the list', () => {
  const range = new ScrollRange(1_000_000, ROW, VIEW);
  assert.equal(range.scrolled(range.height - VIEW).at, range.full - VIEW);
  assert.equal(range.scrolled(0).at, 0);
  assert.equal(range.scrolled((range.height - VIEW) / 2).at, (range.full - VIEW) / 2);
});

test('stepping back to the first row from far within comes to it', () => {
  const range = new ScrollRange(1_000_000, ROW, VIEW);
  let { at, top } = range.scrolled(200_000);
  for (let i = 0; at > 0; ++i) {
    assert.ok(i < 2000, 'never arrives');
    ({ at, top } = range.scrolled(held(range, top - 599)));
  }
  assert.equal(top, 0);
});

test('an empty list and one of a single row scroll nowhere', () => {
  for (const rows of [0, 1]) assert.deepEqual(new ScrollRange(rows, ROW, VIEW).place(1e9), { at: 0, top: 0 });
});

test('pieces that were passed before they came are not waited for', async () => {
  const asked = [];
  const pages = new Pages((offset, limit, signal) => new Promise((resolve, reject) => {
    asked.push(offset);
    signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    if (offset === 100_000) resolve(Array.from({ length: limit }, (_, i) => offset + i));
  }), () => undefined);
  pages.want(0, 40);
  pages.want(100_000, 100_040);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, [0, 100_000]);
  assert.equal(pages.at(0), undefined);
  assert.equal(pages.at(100_007), 100_007);
  assert.equal(pages.error(), undefined);
});

test('a piece that fails says so and is asked for again on retry', async () => {
  let fails = true;
  const pages = new Pages(async (offset, limit) => {
    if (fails) throw new Error('no');
    return Array.from({ length: limit }, (_, i) => offset + i);
  }, () => undefined);
  pages.want(0, 10);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(pages.error().message, 'no');
  fails = false;
  pages.retry();
  pages.want(0, 10);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(pages.at(3), 3);
});

function marks(n) {
  return Array.from({ length: n }, (_, i) => ({
    id: `domain:${i}`, name: String(i), channel: 'referral', paid: false, visits: i + 1, perMonth: (1 + ((i * 7919) % n)) * 0.1,
    share: ((i * 104_729) % 1000) / 1000, signal: i % 50 === 0, small: false, label: i < 20,
  }));
}

test('the mark under the pointer is the one that is nearest, and none far off', () => {
  const all = marks(10_000);
  const frame = frameOf(all, 0.35, 1000, 600);
  const nearby = new Nearby(frame, all);
  for (let i = 0; i < 500; ++i) {
    const x = 40 + ((i * 37) % 900);
    const y = 30 + ((i * 53) % 500);
    const found = nearby.find(x, y, 9);
    const distance = (mark) => Math.hypot(xOf(frame, mark.perMonth) - x, yOf(frame, mark.share) - y);
    const least = Math.min(...all.filter((mark) => radiusOf(frame, mark) <= 9).map(distance));
    if (found < 0) assert.ok(least > 9, `missed one at ${least}`);
    else assert.ok(distance(all[found]) <= Math.max(least + 2, radiusOf(frame, all[found])));
  }
});

test('the keyboard comes by every mark once, from the largest to the smallest', () => {
  const all = marks(300);
  const walk = new Walk(all);
  const seen = new Set();
  let at = walk.step(0, 'Home');
  for (let i = 0; i < all.length; ++i) {
    seen.add(at);
    at = walk.step(at, 'ArrowLeft');
  }
  assert.equal(seen.size, all.length);
  assert.equal(at, walk.step(0, 'End'));
  assert.equal(walk.step(at, 'x'), null);
});

test('a plot of nothing, and of one source, has a frame', () => {
  for (const all of [[], marks(1)]) {
    const frame = frameOf(all, 0, 390, 400);
    assert.ok(frame.most > frame.least && frame.ceiling > 0);
    assert.ok(volumeTicks(frame).length > 0);
    assert.equal(new Walk(all).start(), all.length - 1);
  }
});

test('what chance does narrows with the square root of visits', () => {
  assert.ok(Math.abs(chanceHalf(0.5, 100, 1) - 1.645 * 0.05) < 1e-12);
  assert.ok(Math.abs(chanceHalf(0.3, 100, 12) - 2 * chanceHalf(0.3, 400, 12)) < 1e-12);
});

const visitOf = (id, seen, path, pages, friction = 0) => ({ id, site: 's', source: '', since: 0, seen, pages, friction, path });

test('live news are put together from the whole and its changes', () => {
  const news = new LiveNews();
  news.take({ at: 1000, whole: true, stay: 300_000, people: 2, events: 9, visits: [visitOf('a', 900, '/', 1), visitOf('b', 800, '/x', 3)], friction: [], new_sources: [], spikes: [] });
  const view = news.take({ at: 2000, whole: false, stay: 300_000, people: 2, events: 2, visits: [visitOf('a', 1900, '/y', 2, 1)], friction: [{ id: 'a', at: 1900, mark: 'error' }],
    new_sources: [{ at: 1900, source: 'new.example', path: '/y' }], spikes: [] });
  assert.deepEqual(view.visits.map((person) => person.id), ['a', 'b']);
  assert.deepEqual(view.visits[0].path, ['/', '/y']);
  assert.deepEqual(view.visits[0].marks, ['error']);
  assert.deepEqual(view.sources.map((source) => source.source), ['new.example']);
  assert.equal(view.rate, null);
});

test('people who were quiet for long are gone, and a new whole forgets all', () => {
  const news = new LiveNews();
  news.take({ at: 0, whole: true, stay: 1000, visits: [visitOf('a', 0, '/', 1)] });
  assert.equal(news.take({ at: 1001, whole: false, stay: 1000, visits: [] }).visits.length, 0);
  assert.equal(news.take({ at: 2000, whole: true, stay: 1000, visits: [visitOf('b', 2000, '/', 1)] }).visits[0].id, 'b');
});

test('answers that lack parts, or are nonsense, are read as empty', () => {
  for (const answer of [null, {}, [], 'x', { marks: null, signals: 7, rows: [null], feeds: [{}], findings: ['x'], imports: {}, collector: 3 }]) {
    assert.ok(Array.isArray(readSignals(answer).signals));
    assert.ok(Array.isArray(readSources(answer).rows));
    assert.ok(Array.isArray(readData(answer).feeds));
    assert.ok(Array.isArray(new LiveNews().take(answer).visits));
  }
});

test('intervals are read in both spellings', () => {
  const share = (value) => readSources({ rows: [{ name: 'a', share: value }] }).rows[0].share;
  assert.deepEqual(share({ est: 0.5, lo: 0.4, hi: 0.6 }), { value: 0.5, low: 0.4, high: 0.6 });
  assert.deepEqual(share({ value: 0.5, low: 0.4, high: 0.6 }), { value: 0.5, low: 0.4, high: 0.6 });
  assert.equal(share(null), null);
});

test('a measure is put behind the subject of a figure', () => {
  assert.equal(measured('domain:a.example', 'engaged'), 'domain:a.example.engaged');
  assert.equal(measured('domain:a.files.visits', 'engaged'), 'domain:a.files.engaged');
  assert.equal(measured('pool:theme:refill', 'engaged', '2026-02'), 'pool:theme:refill@2026-02.engaged');
});
