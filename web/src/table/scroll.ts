// A scroll range for more rows than a browser's highest element can hold (Firefox: about 17.8 million pixels; a million rows have
// 30 million). Small steps scroll as ever; long ones, as of the bar's handle, go to the same part of the whole. Since small steps
// are not scaled, the two drift apart; the element is moved to its part of the whole before it comes to an end.

const HIGHEST = 8_000_000;
const DRIFT = 40_000;

export interface Place {
  at: number; // in the whole, of the top of the view
  top: number; // in the element
}

export class ScrollRange {
  readonly full: number; // height of all rows
  readonly height: number; // height that the element gets
  private shift = 0; // at - top
  private last = 0;

  constructor(
    readonly rows: number,
    readonly row: number,
    readonly view: number,
    highest: number = HIGHEST,
  ) {
    this.full = rows * row;
    this.height = Math.min(this.full, highest);
  }

  /** What stands at the top of the view after the element was scrolled, and where the element must be moved to. */
  scrolled(top: number): Place {
    if (Math.abs(top - this.last) <= this.view) return this.place(top + this.shift);
    const at = Math.round((top / Math.max(this.height - this.view, 1)) * this.end());
    return this.keep(at, top);
  }

  /** Where the element must be scrolled to, so that a place of the whole stands at the top. */
  place(wanted: number): Place {
    const at = Math.min(Math.max(wanted, 0), this.end());
    if (this.full === this.height) return this.keep(at, at);
    const top = at - this.shift;
    const part = Math.round((at / Math.max(this.end(), 1)) * (this.height - this.view));
    const lost = top < 0 || top > this.height - this.view || Math.abs(top - part) > DRIFT || at === 0 || at === this.end();
    return this.keep(at, lost ? part : top);
  }

  /** Place in the element of a place in the whole. */
  inElement(at: number): number {
    return at - this.shift;
  }

  private end(): number {
    return Math.max(this.full - this.view, 0);
  }

  private keep(at: number, top: number): Place {
    this.shift = at - top;
    this.last = top;
    return { at, top };
  }
}
