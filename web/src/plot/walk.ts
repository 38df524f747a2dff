import type { PlotMark } from './frame';

// The order in which the keyboard walks the marks: left and right by visits, up and down by share.
export class Walk {
  private readonly byVolume: number[];
  private readonly byShare: number[];
  private readonly rankOf: number[] = []; // by visits, largest first
  private readonly shareRankOf: number[] = [];

  constructor(private readonly marks: PlotMark[]) {
    const all = marks.map((_, index) => index);
    this.byVolume = [...all].sort((a, b) => marks[b]!.perMonth - marks[a]!.perMonth || a - b);
    this.byShare = [...all].sort((a, b) => marks[b]!.share - marks[a]!.share || a - b);
    this.byVolume.forEach((index, rank) => (this.rankOf[index] = rank));
    this.byShare.forEach((index, rank) => (this.shareRankOf[index] = rank));
  }

  rank(index: number): number {
    return this.rankOf[index] ?? 0;
  }

  /** Where a walk begins: at the largest signal, else at the largest source. -1 = there is none. */
  start(): number {
    return this.byVolume.find((index) => this.marks[index]!.signal) ?? this.byVolume[0] ?? -1;
  }

  /** Neighbours by visits, the one itself among them. */
  around(index: number, reach: number): number[] {
    const rank = this.rank(index);
    return this.byVolume.slice(Math.max(rank - reach, 0), rank + reach + 1);
  }

  /** Where a key leads; null = it is no key of the plot. */
  step(from: number, key: string): number | null {
    const page = Math.max(Math.round(this.marks.length / 20), 1);
    const last = this.marks.length - 1;
    if (last < 0) return null;
    const along = (list: number[], rank: number, by: number) => list[Math.min(Math.max(rank + by, 0), last)]!;
    switch (key) {
      case 'ArrowRight':
        return along(this.byVolume, this.rank(from), -1);
      case 'ArrowLeft':
        return along(this.byVolume, this.rank(from), 1);
      case 'ArrowUp':
        return along(this.byShare, this.shareRankOf[from] ?? 0, -1);
      case 'ArrowDown':
        return along(this.byShare, this.shareRankOf[from] ?? 0, 1);
      case 'PageUp':
        return along(this.byVolume, this.rank(from), -page);
      case 'PageDown':
        return along(this.byVolume, this.rank(from), page);
      case 'Home':
        return this.byVolume[0]!;
      case 'End':
        return this.byVolume[last]!;
      default:
        return null;
    }
  }
}
