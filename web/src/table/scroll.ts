// A scroll range for more rows than a browser's highest element can hold (Firefox: about 17.8 million pixels; a million rows have
// 30 million). Small steps scroll as ever; long ones, as of the bar's handle, go to the same part of the whole. Since small steps
// are not scaled, the two drift apart; the element is moved to its part of the whole before it comes to an end. Near the ends
// nothing is scaled, so that the first and the last row are reached by steps too.

const HIGHEST = 8_000_000;
const END = 100_000; // not scaled at either end
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
  ) {
    this.full = rows * row;
    this.height = Math.min(this.full, HIGHEST);
  }

  /** What stands at the top of the view after the element was scrolled, and where the element must be moved to. */
  scrolled(top: number): Place {
    if (Math.abs(top - this.last) <= this.view) return this.place(top + this.shift);
    return this.keep(Math.round(scaled(top, this.height - this.view, this.full - this.view)), top);
  }

  /** Where the element must be scrolled to, so that a place of the whole stands at the top. */
  place(wanted: number): Place {
    const end = Math.max(this.full - this.view, 0);
    const at = Math.min(Math.max(wanted, 0), end);
    if (this.full === this.height) return this.keep(at, at);
    const top = at - this.shift;
    const part = Math.round(scaled(at, end, this.height - this.view));
    const isNearEnd = at < END / 2 || at > end - END / 2;
    return this.keep(at, isNearEnd || Math.abs(top - part) > DRIFT ? part : top);
  }

  /** Place in the element of a place in the whole. */
  inElement(at: number): number {
    return at - this.shift;
  }

  private keep(at: number, top: number): Place {
    this.shift = at - top;
    this.last = top;
    return { at, top };
  }
}

// A place of a range as one of another range: the ends as they are, the middle scaled.
function scaled(place: number, from: number, to: number): number {
  if (from <= 2 * END || to <= 2 * END) return Math.min(place, Math.max(to, 0));
  if (place < END) return place;
  if (place > from - END) return to - (from - place);
  return END + ((place - END) / (from - 2 * END)) * (to - 2 * END);
}
