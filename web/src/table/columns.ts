// A column of a windowed table. Tracks are those of a CSS grid, so that head and rows line up whatever they hold.
export interface Column {
  key: string;
  title: string;
  define: string; // what the figure is, a sentence
  min: number; // least width in pixels
  grow?: number; // share of what is left
  num?: boolean;
  sort?: string; // what the server sorts by; none = it cannot
  scale?: string; // printed in the head of a column of range bars
}

export type Order = 'asc' | 'desc';

/** The tracks of a grid, and the width below which it scrolls sideways. */
export function tracksOf(columns: Column[], gap: number): { template: string; least: number } {
  return {
    template: columns.map(({ min, grow }) => (grow ? `minmax(${min}px, ${grow}fr)` : `${min}px`)).join(' '),
    least: columns.reduce((sum, column) => sum + column.min + gap, -gap),
  };
}
