// Lines of two texts beside each other, and a line of YAML in pieces that are painted.

export interface DiffLine {
  kind: 'same' | 'gone' | 'new' | 'skip';
  text: string;
  /** Line number in the new text, of the old one for what is gone. */
  at: number;
}

const AROUND = 2;

/** The longest common run of lines, for the part that differs. */
function middle(before: string[], after: string[]): DiffLine[] {
  const table: Uint32Array[] = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = table[i] as Uint32Array;
      const next = table[i + 1] as Uint32Array;
      row[j] = before[i] === after[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: 'same', text: after[j] ?? '', at: j });
      i++;
      j++;
    } else if (j >= after.length || (i < before.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      lines.push({ kind: 'gone', text: before[i] ?? '', at: i });
      i++;
    } else {
      lines.push({ kind: 'new', text: after[j] ?? '', at: j });
      j++;
    }
  }
  return lines;
}

/** What differs between two texts, line by line, with two lines around it; empty where nothing does. */
export function diffLines(before: string, after: string): DiffLine[] {
  if (before === after) return [];
  const old = before.split('\n');
  const now = after.split('\n');
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const inner = middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  const all: DiffLine[] = [
    ...now.slice(Math.max(0, head - AROUND), head).map((text, i): DiffLine => ({ kind: 'same', text, at: Math.max(0, head - AROUND) + i })),
    ...inner.map((line) => ({ ...line, at: line.at + head })),
    ...now.slice(now.length - tail, Math.min(now.length, now.length - tail + AROUND)).map((text, i): DiffLine => ({ kind: 'same', text, at: now.length - tail + i })),
  ];
  return folded(all);
}

/** Long runs of what is the same become one line that skips. */
function folded(all: DiffLine[]): DiffLine[] {
  const isNear = all.map((_, i) => all.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((line) => line.kind !== 'same'));
  return all.flatMap((line, i) => (isNear[i] ? [line] : isNear[i - 1] ? [{ kind: 'skip' as const, text: '', at: line.at }] : []));
}

export interface Piece {
  text: string;
  kind: 'plain' | 'key' | 'comment' | 'id';
  /** Under which a finding's line is drawn. */
  mark: '' | 'error' | 'warning' | 'note';
}

function kinds(line: string): { text: string; kind: Piece['kind'] }[] {
  const comment = /(^|\s)#.*$/.exec(line);
  const body = comment ? line.slice(0, comment.index + (comment[1]?.length ?? 0)) : line;
  const pieces: { text: string; kind: Piece['kind'] }[] = [];
  const key = /([A-Za-z_][\w.-]*)(?=:(\s|$))/g;
  let at = 0;
  for (const match of body.matchAll(key)) {
    if (match.index > at) pieces.push({ text: body.slice(at, match.index), kind: 'plain' });
    pieces.push({ text: match[0], kind: 'key' });
    at = match.index + match[0].length;
  }
  pieces.push({ text: body.slice(at), kind: 'plain' });
  if (comment) pieces.push({ text: line.slice(body.length), kind: 'comment' });
  return pieces.filter((piece) => piece.text !== '');
}

export interface Mark {
  from: number;
  to: number;
  mark: 'error' | 'warning' | 'note';
}

/** A line as pieces that are painted alike; `marks` are ranges of characters. */
export function paint(line: string, marks: Mark[]): Piece[] {
  if (marks.length === 0) return kinds(line).map((piece) => ({ ...piece, mark: '' as const }));
  const cuts = marks.flatMap((mark) => [mark.from, mark.to]);
  const pieces: Piece[] = [];
  let at = 0;
  for (const piece of kinds(line)) {
    const end = at + piece.text.length;
    const inner = [at, ...cuts.filter((cut) => cut > at && cut < end).sort((a, b) => a - b), end];
    for (let i = 0; i + 1 < inner.length; i++) {
      const [from, to] = [inner[i] ?? 0, inner[i + 1] ?? 0];
      const mark = marks.find((one) => one.from <= from && to <= one.to)?.mark ?? '';
      if (to > from) pieces.push({ text: line.slice(from, to), kind: piece.kind, mark });
    }
    at = end;
  }
  return pieces;
}

/** UTF-16 place of a column that counts characters from 1. */
export function placeOf(line: string, column: number): number {
  return [...line].slice(0, Math.max(0, column - 1)).join('').length;
}
