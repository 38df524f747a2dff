// The ledger's tree, the plan's lines and the numbers of the app, without a browser: node --test ledger_parts_test.mjs
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../web/src');

// What the person chose (theme, language) needs a page; here it is English.
const withoutPage = {
  name: 'without-page',
  setup: (bundler) => {
    bundler.onResolve({ filter: /view\.svelte$/ }, () => ({ path: 'view', namespace: 'stub' }));
    bundler.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export const view = globalThis.testView ??= { language: "en" };' }));
  },
};

async function load(name) {
  const { outputFiles } = await build({ entryPoints: [path.join(source, name)], bundle: true, format: 'esm', write: false, logLevel: 'silent', plugins: [withoutPage] });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const { rowsOf, scaleOf, mainMetric, marketRows } = await load('lib/tree.ts');
const { diffLines, paint, placeOf } = await load('lib/lines.ts');
const { count, plain, percent, intervalText, shareText, money, moneyScale, shortDay, longDay, monthText } = await load('lib/format.ts');

const effect = (est, lo, hi, grade = 'B') => ({ est, lo, hi, level: 0.9, grade });
const node = (id, depth, parent, more = {}) => ({
  id, depth, parent, type: depth === 3 ? 'tactic' : 'goal', name: id, owner: '', markets: [], metric: { id: 'orders' }, verdict: null, verdicts: [], estimate: null, contribution: null, ...more,
});
const TREE = [
  node('purpose', 0, null, { type: 'purpose', metric: { id: '' } }),
  node('g1', 1, 'purpose', { contribution: effect(100, 80, 120) }),
  node('s1', 2, 'g1'),
  node('t1', 3, 's1', { owner: 'ann', markets: ['Germany'], verdict: 'working', verdicts: [{ market: 'Germany', verdict: 'working' }], contribution: effect(100, 80, 120) }),
  node('t2', 3, 's1', { owner: 'bo', markets: ['Brazil', 'Germany'], verdicts: [{ market: 'Germany', verdict: 'void' }, { market: 'Brazil', verdict: 'working' }], estimate: effect(900, -500, 2000, 'D') }),
  node('g2', 1, 'purpose'),
];
const ALL = { folded: new Set(), find: '', verdict: '', owner: '', market: '' };
const ids = (filter) => rowsOf(TREE, { ...ALL, ...filter }).map((row) => row.node.id);

test('every node is a row, in the order of the plan', () => assert.deepEqual(ids({}), TREE.map((one) => one.id)));

test('what is folded hides what stands below it, and nothing else', () => {
  assert.deepEqual(ids({ folded: new Set(['s1']) }), ['purpose', 'g1', 's1', 'g2']);
  assert.deepEqual(ids({ folded: new Set(['purpose']) }), ['purpose']);
});

test('a filter keeps the way from what it finds up to the purpose', () => {
  assert.deepEqual(ids({ owner: 'bo' }), ['purpose', 'g1', 's1', 't2']);
  assert.deepEqual(ids({ find: 'T1' }), ['purpose', 'g1', 's1', 't1']);
  assert.deepEqual(ids({ find: 'nobody' }), []);
});

test('a tactic whose markets differ is found by the word of either', () => {
  assert.ok(ids({ verdict: 'void' }).includes('t2'));
  assert.ok(ids({ verdict: 'working' }).includes('t2'));
  assert.ok(ids({ verdict: 'mixed' }).includes('t2'));
  assert.ok(!ids({ verdict: 'void' }).includes('t1'));
});

test('lines go on beside a row as long as a brother of its ancestor follows', () => {
  const rails = Object.fromEntries(rowsOf(TREE, ALL).map((row) => [row.node.id, row.rails.join(' ')]));
  assert.deepEqual(rails, { purpose: '', g1: 'elbow', s1: 'on last', t1: 'on none elbow', t2: 'on none last', g2: 'last' });
});

test('what proves nothing does not squeeze the bars of what does', () => {
  const scale = scaleOf(TREE, 'orders');
  assert.ok(scale.from <= 0 && scale.from > -20, `from ${scale.from}`);
  assert.ok(scale.to >= 120 && scale.to < 140, `to ${scale.to}`);
});

test('without anything that proves, the scale holds all there is', () => {
  const scale = scaleOf([TREE[4]], 'orders');
  assert.ok(scale.from <= -500 && scale.to >= 2000);
});

test('a tree without figures has a scale and a metric', () => {
  assert.ok(scaleOf([], '').to > scaleOf([], '').from);
  assert.equal(mainMetric([]), '');
  assert.equal(mainMetric(TREE), 'orders');
});

test('only tactics of several markets get a row for each', () => {
  assert.equal(marketRows(TREE[3], '').length, 0);
  assert.equal(marketRows(TREE[4], '').length, 2);
  assert.deepEqual(marketRows(TREE[4], 'Brazil').map((one) => one.market), ['Brazil']);
});

test('texts that are alike differ in no line', () => assert.deepEqual(diffLines('a\nb', 'a\nb'), []));

test('a changed line stands as gone and new, with two lines around it', () => {
  const lines = diffLines('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\nfour\n5\n6\n7');
  assert.deepEqual(lines.map((line) => `${line.kind} ${line.text}`), ['same 2', 'same 3', 'gone 4', 'new four', 'same 5', 'same 6']);
  assert.equal(lines.find((line) => line.kind === 'new').at, 3);
});

test('a difference applied to the old text gives the new one', () => {
  let seed = 7;
  const roll = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let round = 0; round < 300; ++round) {
    const text = () => Array.from({ length: roll(9) }, () => 'abc'[roll(3)]).join('\n');
    const [before, after] = [text(), text()];
    const lines = diffLines(before, after);
    const gone = lines.filter((line) => line.kind === 'gone').length;
    const fresh = lines.filter((line) => line.kind === 'new').length;
    assert.equal(before.split('\n').length - gone, after.split('\n').length - fresh, JSON.stringify([before, after]));
    for (const line of lines.filter((one) => one.kind === 'new')) assert.equal(after.split('\n')[line.at], line.text);
    for (const line of lines.filter((one) => one.kind === 'gone')) assert.equal(before.split('\n')[line.at], line.text);
  }
});

test('the pieces of a painted line are the line', () => {
  const lines = ['  - {id: t1, title: "a: b"} # why: so', '', '# all', 'key:', 'https://x.example/#top', '键: 值 # 注'];
  for (const line of lines) {
    for (const marks of [[], [{ from: 3, to: 9, mark: 'error' }], [{ from: 0, to: line.length, mark: 'note' }]]) {
      assert.equal(paint(line, marks).map((piece) => piece.text).join(''), line);
    }
  }
});

test('a mark lies under its characters and no others', () => {
  const marked = paint('  audiance: people', [{ from: 2, to: 10, mark: 'error' }]).filter((piece) => piece.mark);
  assert.deepEqual(marked.map((piece) => piece.text), ['audiance']);
});

test('columns count characters, also those of two units', () => {
  assert.equal(placeOf('😀😀x', 3), 4);
  assert.equal(placeOf('abc', 1), 0);
  assert.equal(placeOf('', 5), 0);
});

test('numbers have commas, a true minus, and nothing before zero', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(count(-1234), '\u22121,234');
  assert.equal(count(-0.2), '0');
  assert.equal(plain(0.25), '0.25');
  assert.equal(percent(0.004), '0.4%');
  assert.equal(percent(0.0001), '<0.1%');
  assert.equal(percent(0), '0%');
});

test('an interval shows no more digits than its width supports', () => {
  assert.deepEqual(intervalText(212.4, 118.2, 308.9, '+'), { value: '+212', range: '[+118, +309]' });
  assert.deepEqual(intervalText(-0.1, -0.42, 0.19, '+'), { value: '\u22120.10', range: '[\u22120.42, +0.19]' });
  assert.deepEqual(shareText({ value: 0.71, low: 0.69, high: 0.73 }), { value: '71%', range: '[69, 73]' });
});

test('money is told in the unit of its currency', () => {
  assert.equal(money(1840000, 'EUR'), '€18,400');
  assert.equal(money(950, 'EUR'), '€9.50');
  assert.equal(money(1840, 'JPY'), '¥1,840');
  assert.equal(money(-500, 'BRL'), '\u2212R$5');
  const scale = moneyScale(20600494, 'EUR');
  assert.deepEqual([scale.unit, scale.text(20600494)], ['€k', '206.0']);
  assert.equal(moneyScale(500000, 'EUR').unit, '€');
});

test('days are told as each language tells them', () => {
  assert.deepEqual([shortDay('2026-10-30'), longDay('2026-10-30'), monthText('2025-04-01')], ['30 Oct', '30 Oct 2026', 'Apr 25']);
  globalThis.testView.language = 'zh';
  assert.deepEqual([shortDay('2026-10-30'), longDay('2026-10-30'), monthText('2025-04-01')], ['10月30日', '2026年10月30日', '25年4月']);
  globalThis.testView.language = 'en';
});
