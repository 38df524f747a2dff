import { labelsOf, radiusOf, xOf, yOf, type PlotFrame, type PlotMark } from './frame';

// Places labels where nothing else is: around their mark, never over another label, a large mark or the edge.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface PlacedLabel {
  lines: string[];
  box: Box;
  align: 'left' | 'right' | 'center';
}

export interface Wanted {
  lines: string[];
  x: number;
  y: number;
  r: number;
  tall?: number; // half height where it is no circle
}

const LINE = 13;

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export class Places {
  private taken: Box[] = [];

  constructor(
    private readonly frame: PlotFrame,
    marks: PlotMark[],
    private readonly lines: Box[], // not to be crossed if it can be helped
  ) {
    for (const mark of marks) {
      const r = radiusOf(frame, mark);
      if (r > 5) this.taken.push(around(xOf(frame, mark.perMonth), yOf(frame, mark.share), r, r));
    }
  }

  take(box: Box): void {
    this.taken.push(box);
  }

  /** A free place for a label, or null. */
  place(wanted: Wanted, width: number): PlacedLabel | null {
    const height = wanted.lines.length * LINE;
    for (const crossing of [false, true]) {
      for (const [corner, align] of corners(wanted, width, height)) {
        const box = { left: corner.x, top: corner.y, right: corner.x + width, bottom: corner.y + height };
        if (this.isFree(box) && (crossing || !this.lines.some((line) => overlap(line, box)))) {
          this.take({ left: box.left - 3, top: box.top - 1, right: box.right + 3, bottom: box.bottom + 1 });
          return { lines: wanted.lines, box, align };
        }
      }
    }
    return null;
  }

  isFree(box: Box): boolean {
    const { left, top, bottom, width } = this.frame;
    return (
      box.left >= left + 3 && box.right <= width - 2 && box.top >= top - 6 && box.bottom <= bottom - 2 && !this.taken.some((other) => overlap(box, other))
    );
  }
}

function around(x: number, y: number, rx: number, ry: number): Box {
  return { left: x - rx, top: y - ry, right: x + rx, bottom: y + ry };
}

function corners({ x, y, r, tall = r }: Wanted, w: number, h: number): [{ x: number; y: number }, PlacedLabel['align']][] {
  const d = r * 0.75;
  return [
    [{ x: x + r + 5, y: y - h / 2 }, 'left'],
    [{ x: x - r - 5 - w, y: y - h / 2 }, 'right'],
    [{ x: x - w / 2, y: y - tall - 3 - h }, 'center'],
    [{ x: x - w / 2, y: y + tall + 3 }, 'center'],
    [{ x: x + d + 4, y: y - d - 1 - h }, 'left'],
    [{ x: x - d - 4 - w, y: y - d - 1 - h }, 'right'],
    [{ x: x + d + 4, y: y + d + 1 }, 'left'],
    [{ x: x - d - 4 - w, y: y + d + 1 }, 'right'],
  ];
}

/** Marks that get their name, largest first. */
export function named(frame: PlotFrame, marks: PlotMark[]): PlotMark[] {
  return marks
    .filter((mark) => mark.label)
    .sort((a, b) => b.perMonth - a.perMonth)
    .slice(0, labelsOf(frame));
}
