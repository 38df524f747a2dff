import { radiusOf, xOf, yOf, type PlotFrame, type PlotMark } from './frame';

// Finds the mark under the pointer among ten thousand without looking at all of them: marks stand in a grid of cells.
const CELL = 24;

export class Nearby {
  private cells = new Map<number, number[]>();
  private readonly columns: number;

  constructor(
    private readonly frame: PlotFrame,
    private readonly marks: PlotMark[],
  ) {
    this.columns = Math.ceil(frame.width / CELL) + 1;
    marks.forEach((mark, index) => {
      const r = radiusOf(frame, mark);
      const x = xOf(frame, mark.perMonth);
      const y = yOf(frame, mark.share);
      for (let row = Math.floor((y - r) / CELL); row <= Math.floor((y + r) / CELL); ++row) {
        for (let column = Math.floor((x - r) / CELL); column <= Math.floor((x + r) / CELL); ++column) {
          this.at(row, column).push(index);
        }
      }
    });
  }

  /** Index of the mark at a point, or nearest to it within `reach`; -1 = none. Small marks lie over large ones. */
  find(x: number, y: number, reach: number): number {
    let best = -1;
    let least = Infinity;
    const rows = [Math.floor((y - reach) / CELL), Math.floor((y + reach) / CELL)];
    const columns = [Math.floor((x - reach) / CELL), Math.floor((x + reach) / CELL)];
    for (let row = rows[0]!; row <= rows[1]!; ++row) {
      for (let column = columns[0]!; column <= columns[1]!; ++column) {
        for (const index of this.cells.get(row * this.columns + column) ?? []) {
          const score = this.score(index, x, y, reach);
          if (score < least) {
            least = score;
            best = index;
          }
        }
      }
    }
    return best;
  }

  private at(row: number, column: number): number[] {
    const key = row * this.columns + column;
    const cell = this.cells.get(key) ?? [];
    this.cells.set(key, cell);
    return cell;
  }

  // Distance from the middle for small marks; large ones count only where the pointer is on them, after the small.
  private score(index: number, x: number, y: number, reach: number): number {
    const mark = this.marks[index]!;
    const r = radiusOf(this.frame, mark);
    const far = Math.hypot(xOf(this.frame, mark.perMonth) - x, yOf(this.frame, mark.share) - y);
    if (far > Math.max(r, reach)) return Infinity;
    return r > reach ? reach + far / r : far - (mark.signal ? 2 : 0);
  }
}
