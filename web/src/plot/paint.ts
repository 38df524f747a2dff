import { colourOfChannel } from '../lib/channels';
import { chanceHalf, radiusOf, volumeTicks, xOf, yOf, type PlotFrame, type PlotMark } from './frame';
import { named, Places, type Box, type PlacedLabel } from './labels';

// Draws the plot on a canvas. Every colour is read from the style sheet's variables, so that themes need no second painter.

export interface PlotGroup {
  members: PlotMark[];
  title: string;
  about: string;
}

export interface PlotWords {
  share: string; // name of the upright axis
  volume: string;
  site: string; // "site 35%"
  chance: string;
  tenth: string; // "411 sources a top-ten list never shows: 14% of engaged visits"
  perMonth: (value: number) => string; // tick
  about: (mark: PlotMark) => string; // second line of a label
}

export interface PlotData {
  marks: PlotMark[];
  siteShare: number;
  months: number;
  tenth: number | null; // visits a month of the tenth biggest
  groups: PlotGroup[];
  words: PlotWords;
}

interface Pen {
  to: CanvasRenderingContext2D;
  frame: PlotFrame;
  data: PlotData;
  colour: (name: string) => string;
  font: string;
}

export function paint(canvas: HTMLCanvasElement, frame: PlotFrame, data: PlotData): void {
  const to = canvas.getContext('2d');
  if (!to) return;
  const scale = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = Math.round(frame.width * scale);
  canvas.height = Math.round(frame.height * scale);
  to.setTransform(scale, 0, 0, scale, 0, 0);
  const style = getComputedStyle(canvas);
  const pen: Pen = { to, frame, data, colour: (name) => style.getPropertyValue(name).trim(), font: style.fontFamily };
  to.clearRect(0, 0, frame.width, frame.height);
  addFunnel(pen);
  addGrid(pen);
  addMarks(pen);
  addSiteLine(pen);
  addAxis(pen);
  addTexts(pen);
}

function addFunnel({ to, frame, data, colour }: Pen): void {
  const edge = (sign: number, i: number): [number, number] => {
    const volume = frame.least * (frame.most / frame.least) ** (i / 80);
    return [xOf(frame, volume), yOf(frame, data.siteShare + sign * chanceHalf(data.siteShare, volume, data.months))];
  };
  to.beginPath();
  for (let i = 0; i <= 80; ++i) to.lineTo(...edge(1, i));
  for (let i = 80; i >= 0; --i) to.lineTo(...edge(-1, i));
  to.closePath();
  to.fillStyle = colour('--sunken');
  to.fill();
}

function line(to: CanvasRenderingContext2D, colour: string, width: number, from: [number, number], until: [number, number], dash: number[] = []): void {
  to.save();
  to.strokeStyle = colour;
  to.lineWidth = width;
  to.setLineDash(dash);
  to.beginPath();
  to.moveTo(...from);
  to.lineTo(...until);
  to.stroke();
  to.restore();
}

function addGrid(pen: Pen): void {
  const { to, frame, colour } = pen;
  for (let share = 0; share <= frame.ceiling + 1e-9; share += 0.2) {
    const y = Math.round(yOf(frame, share)) + 0.5;
    if (share > 0) line(to, colour('--rule'), 0.7, [frame.left, y], [frame.right, y]);
    write(pen, `${Math.round(share * 100)}${share + 0.2 > frame.ceiling ? '%' : ''}`, frame.left - 6, y + 4, { align: 'right', ink: '--ink-3' });
  }
}

function addSiteLine({ to, frame, data, colour }: Pen): void {
  const y = Math.round(yOf(frame, data.siteShare)) + 0.5;
  line(to, colour('--ink-2'), 1, [frame.left, y], [frame.right, y]);
  if (data.tenth !== null) {
    const x = Math.round(xOf(frame, data.tenth)) + 0.5;
    line(to, colour('--ink-2'), 1, [x, frame.top - 6], [x, frame.bottom], [5, 3]);
  }
}

function addAxis(pen: Pen): void {
  const { to, frame, data, colour } = pen;
  line(to, colour('--rule-strong'), 1, [frame.left, frame.bottom + 0.5], [frame.right, frame.bottom + 0.5]);
  for (const tick of volumeTicks(frame)) {
    const x = Math.round(xOf(frame, tick)) + 0.5;
    line(to, colour('--rule-strong'), 1, [x, frame.bottom], [x, frame.bottom + 4]);
    write(pen, data.words.perMonth(tick), x, frame.bottom + 16, { align: 'center', ink: '--ink-3' });
  }
  write(pen, data.words.volume, frame.right, frame.bottom + 32, { align: 'right', ink: '--ink-3' });
  write(pen, data.words.share, 0, 11, { align: 'left', ink: '--ink-3' });
}

// Four strokes to a pattern, turned by 45 degrees as in the report.
function hatch(pen: Pen, name: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const to = tile.getContext('2d');
  if (!to) return pen.colour(name);
  to.fillStyle = pen.colour(name);
  to.globalAlpha = 0.28;
  to.fillRect(0, 0, 8, 8);
  to.globalAlpha = 1;
  to.fillRect(0, 0, 3, 8);
  const pattern = pen.to.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().rotate(45).scale(0.5));
  return pattern ?? pen.colour(name);
}

function order(marks: PlotMark[]): PlotMark[] {
  const rank = (mark: PlotMark): number => (mark.signal ? 2 : mark.small ? 1 : 0);
  return [...marks].sort((a, b) => rank(a) - rank(b) || b.perMonth - a.perMonth);
}

function addMarks(pen: Pen): void {
  const { to, frame, colour } = pen;
  const patterns = new Map<string, CanvasPattern | string>();
  const surface = colour('--surface');
  const colours = new Map<string, string>();
  const colourNamed = (name: string): string => {
    if (!colours.has(name)) colours.set(name, colour(name));
    return colours.get(name)!;
  };
  for (const mark of order(pen.data.marks)) {
    const name = markColour(mark);
    const r = radiusOf(frame, mark);
    to.beginPath();
    to.arc(xOf(frame, mark.perMonth), yOf(frame, mark.share), r, 0, 2 * Math.PI);
    if (mark.paid) {
      if (!patterns.has(name)) patterns.set(name, hatch(pen, name));
      to.fillStyle = patterns.get(name)!;
      to.fill();
      to.strokeStyle = colourNamed(name);
      to.lineWidth = 1.2;
    } else {
      to.globalAlpha = mark.signal || mark.small ? 0.95 : r > 5 ? 0.8 : 0.55;
      to.fillStyle = colourNamed(name);
      to.fill();
      to.globalAlpha = 1;
      to.strokeStyle = surface;
      to.lineWidth = 0.5;
    }
    to.stroke();
  }
}

/** The variable of a mark's colour: signals stand out from their channel. */
export function markColour(mark: PlotMark): string {
  if (mark.paid) return colourOfChannel(mark.channel);
  return mark.signal ? '--c-blogs' : mark.small ? '--c-forums' : colourOfChannel(mark.channel);
}

interface Writing {
  align: CanvasTextAlign;
  ink: string;
  bold?: boolean;
  halo?: boolean;
}

const SIZE = 11.5;

function write({ to, colour, font }: Pen, text: string, x: number, y: number, { align, ink, bold, halo }: Writing): void {
  to.font = `${bold ? 650 : 400} ${SIZE}px ${font}`;
  to.textAlign = align;
  to.textBaseline = 'alphabetic';
  if (halo) {
    to.strokeStyle = colour('--surface');
    to.lineWidth = 3.5;
    to.lineJoin = 'round';
    to.strokeText(text, x, y);
  }
  to.fillStyle = colour(ink);
  to.fillText(text, x, y);
}

function widthOf({ to, font }: Pen, lines: string[]): number {
  return Math.max(
    ...lines.map((text, i) => {
      to.font = `${i === 0 ? 650 : 400} ${SIZE}px ${font}`;
      return to.measureText(text).width;
    }),
  );
}

function writeLabel(pen: Pen, label: PlacedLabel): void {
  const { box, align, lines } = label;
  const x = align === 'left' ? box.left : align === 'right' ? box.right : (box.left + box.right) / 2;
  lines.forEach((text, i) => {
    write(pen, text, x, box.top + 11 + 13 * i, { align, ink: i === 0 ? '--ink' : '--ink-2', bold: i === 0, halo: true });
  });
}

// What the lines are called is written first; names of marks give way to it.
function addTexts(pen: Pen): void {
  const { frame, data } = pen;
  const site = yOf(frame, data.siteShare);
  const lines: Box[] = [{ left: frame.left, right: frame.right, top: site - 2, bottom: site + 2 }];
  if (data.tenth !== null) {
    const x = xOf(frame, data.tenth);
    lines.push({ left: x - 2, right: x + 2, top: frame.top, bottom: frame.bottom });
  }
  const places = new Places(frame, data.marks, lines);
  addSiteName(pen, places, site);
  if (data.tenth !== null) addTenth(pen, places, data.tenth);
  fixed(pen, places, data.words.chance, frame.left + 4, frame.bottom - 7, 'left');
  for (const group of data.groups) addGroup(pen, places, group);
  for (const mark of named(frame, data.marks)) {
    const about = data.words.about(mark);
    const lines = frame.form === 'narrow' || !about ? [mark.name] : [mark.name, about];
    const wanted = { lines, x: xOf(frame, mark.perMonth), y: yOf(frame, mark.share), r: radiusOf(frame, mark) };
    const placed = places.place(wanted, widthOf(pen, lines)) ?? places.place({ ...wanted, lines: [mark.name] }, widthOf(pen, [mark.name]));
    if (placed) writeLabel(pen, placed);
  }
}

function fixed(pen: Pen, places: Places, text: string, x: number, y: number, align: 'left' | 'right'): void {
  const width = widthOf(pen, [text]);
  const left = align === 'left' ? x : x - width;
  places.take({ left: left - 2, right: left + width + 2, top: y - 11, bottom: y + 4 });
  write(pen, text, x, y, { align, ink: '--ink-2', halo: true });
}

// At the right end of its line, or where no large mark stands over it.
function addSiteName(pen: Pen, places: Places, y: number): void {
  const { frame, data } = pen;
  const width = widthOf(pen, [data.words.site]);
  const rights = [frame.right - 2, (frame.left + frame.right) / 2, frame.left + width + 4];
  const free = rights.find((right) => places.isFree({ left: right - width, right: Math.min(right, frame.width - 2), top: y - 16, bottom: y - 2 }));
  fixed(pen, places, data.words.site, free ?? frame.right - 2, y - 5, 'right');
}

function addTenth(pen: Pen, places: Places, tenth: number): void {
  const { frame, data } = pen;
  const x = xOf(frame, tenth);
  const width = widthOf(pen, [`◂ ${data.words.tenth}`]);
  const toLeft = x - frame.left > width + 8 || x > (frame.left + frame.right) / 2;
  const text = toLeft ? `◂ ${data.words.tenth}` : data.words.tenth;
  fixed(pen, places, text, toLeft ? x - 6 : x + 6, frame.bottom - 25, toLeft ? 'right' : 'left');
}

// A dotted ring about those that belong together, with a leader from what they are called.
function addGroup(pen: Pen, places: Places, group: PlotGroup): void {
  const { to, frame, colour } = pen;
  const ring = ringOf(frame, group.members);
  if (!ring) return;
  to.save();
  to.strokeStyle = colour('--ink-2');
  to.lineWidth = 1;
  to.setLineDash([2, 3]);
  to.beginPath();
  to.ellipse(ring.x, ring.y, ring.rx, ring.ry, 0, 0, 2 * Math.PI);
  to.stroke();
  to.restore();
  places.take({ left: ring.x - ring.rx, right: ring.x + ring.rx, top: ring.y - ring.ry, bottom: ring.y + ring.ry });
  const lines = [group.title, group.about];
  const placed = places.place({ lines, x: ring.x, y: ring.y, r: ring.rx, tall: ring.ry }, widthOf(pen, lines));
  if (placed) writeLabel(pen, placed);
}

/** An ellipse about nine tenths of the members; null where they are few or lie all over the plot. */
export function ringOf(frame: PlotFrame, members: PlotMark[]): { x: number; y: number; rx: number; ry: number } | null {
  if (members.length < 5) return null;
  const spread = (values: number[]): [number, number] => {
    const sorted = [...values].sort((a, b) => a - b);
    const low = sorted[Math.floor(sorted.length * 0.05)]!;
    const high = sorted[Math.ceil(sorted.length * 0.95) - 1]!;
    return [(low + high) / 2, (high - low) / 2];
  };
  const [x, rx] = spread(members.map((mark) => xOf(frame, mark.perMonth)));
  const [y, ry] = spread(members.map((mark) => yOf(frame, mark.share)));
  return rx > (frame.right - frame.left) / 4 ? null : { x, y, rx: rx * 1.3 + 8, ry: ry * 1.3 + 8 };
}
