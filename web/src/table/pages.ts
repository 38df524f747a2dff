// Rows of a long list, fetched in pieces as they come into view. A piece that is scrolled past before it came is not waited for.

export type Fetch<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<Row[]>;

const PIECE = 200;
const KEPT = 40;

export class Pages<Row> {
  private pieces = new Map<number, Row[]>();
  private waiting = new Map<number, AbortController>();
  private failed = new Map<number, Error>();

  constructor(
    private readonly fetch: Fetch<Row>,
    private readonly changed: () => void,
  ) {}

  /** Row at an index, undefined while it is not here. */
  at(index: number): Row | undefined {
    return this.pieces.get(Math.floor(index / PIECE))?.[index % PIECE];
  }

  /** Puts rows in that came with something else, as the first ones do with the total. */
  put(offset: number, rows: Row[]): void {
    for (let i = 0; i < rows.length; i += PIECE) {
      if ((offset + i) % PIECE === 0) this.pieces.set((offset + i) / PIECE, rows.slice(i, i + PIECE));
    }
  }

  /** Fetches what lies in [from, until), and stops what lies far from it. */
  want(from: number, until: number): void {
    const first = Math.floor(Math.max(from, 0) / PIECE);
    const last = Math.floor(Math.max(until - 1, 0) / PIECE);
    for (const [piece, waiting] of this.waiting) {
      if (piece < first - 1 || piece > last + 1) {
        waiting.abort();
        this.waiting.delete(piece);
      }
    }
    for (let piece = first; piece <= last; ++piece) {
      if (!this.pieces.has(piece) && !this.waiting.has(piece) && !this.failed.has(piece)) void this.load(piece);
    }
  }

  error(): Error | undefined {
    return this.failed.values().next().value;
  }

  retry(): void {
    this.failed.clear();
    this.changed();
  }

  stop(): void {
    for (const waiting of this.waiting.values()) waiting.abort();
    this.waiting.clear();
  }

  private async load(piece: number): Promise<void> {
    const stop = new AbortController();
    this.waiting.set(piece, stop);
    try {
      const rows = await this.fetch(piece * PIECE, PIECE, stop.signal);
      this.pieces.delete(piece);
      this.pieces.set(piece, rows);
      for (const old of [...this.pieces.keys()].slice(0, Math.max(this.pieces.size - KEPT, 0))) this.pieces.delete(old);
    } catch (error) {
      if (!stop.signal.aborted) this.failed.set(piece, error instanceof Error ? error : new Error(String(error)));
    }
    if (this.waiting.get(piece) === stop) this.waiting.delete(piece);
    if (!stop.signal.aborted) this.changed();
  }
}
