// node embed_web.mjs DIST OUT: the files of DIST, each by gzip -9, one after the other in OUT/files.bin; files.S takes
// them into the program and files.cpp holds the table of src/web/web_files.hpp. Same files, same bytes.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

function filesOf(folder) {
  const found = fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    return entry.isDirectory() ? filesOf(at) : [at];
  });
  return found.sort();
}

function row(file, offset, packed, plain, name) {
  const type = TYPES[path.extname(file)];
  if (!type) throw new Error(`${file}: no content type is known for this name; add it to TYPES in tools/embed_web.mjs`);
  const tag = crypto.createHash('sha256').update(plain).digest('hex').slice(0, 20);
  const isHashed = name.startsWith('/assets/');
  return `    {"${name}", "${type}", "\\"${tag}\\"", {throughline_web_bytes + ${offset}, ${packed.length}}, ${plain.length}, ${isHashed}},`;
}

const [dist, out] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const rows = [];
const parts = [];
let offset = 0;
for (const file of filesOf(dist)) {
  const plain = fs.readFileSync(file);
  const packed = zlib.gzipSync(plain, { level: 9 });
  const name = `/${path.relative(dist, file).split(path.sep).join('/')}`;
  rows.push(row(file, offset, packed, plain, name));
  parts.push(packed);
  offset += packed.length;
}

const bytes = path.join(out, 'files.bin');
fs.writeFileSync(bytes, Buffer.concat(parts));
fs.writeFileSync(
  path.join(out, 'files.S'),
  `    .section .rodata
    .global throughline_web_bytes
    .balign 16
throughline_web_bytes:
    .incbin "${bytes}"
    .section .note.GNU-stack, "", @progbits
`,
);
fs.writeFileSync(
  path.join(out, 'files.cpp'),
  `// Made by tools/embed_web.mjs; do not edit.
#include "web/web_files.hpp"

#include <array>

extern "C" const unsigned char throughline_web_bytes[];

namespace throughline::web {

std::span<const WebFile> web_files() {
  static const std::array<WebFile, ${rows.length}> files = {{
${rows.join('\n')}
  }};
  return files;
}

}  // namespace throughline::web
`,
);
