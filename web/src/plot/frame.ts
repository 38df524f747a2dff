// Where things lie in the plot of all sources: volume on a log axis, share on a straight one. Text keeps its size, so a narrow
// and a wide window get forms of their own instead of one form scaled.

export interface PlotMark {
  id: string;
  name: string;
  channel: string; // slug, "paid-social"
  paid: boolean;
  visits: number;
  perMonth: number;
  share: number; // that engage, shrunk
  signal: boolean;
  small: boolean; // member of a pool that is a signal
  label: boolean;
}

export type PlotForm = 'narrow' | 'normal' | 'wide';

export interface PlotFrame {
  form: PlotForm;
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  least: number; // visits a month at the left edge
  most: number;
  ceiling: number; // share at the top edge
}

const SIZES: Record<PlotForm, { left: number; right: number; top: number; bottom: number; biggest: number; labels: number }> = {
  narrow: { left: 30, right: 12, top: 22, bottom: 40, biggest: 17, labels: 6 },
  normal: { left: 36, right: 18, top: 26, bottom: 42, biggest: 27, labels: 14 },
  wide: { left: 44, right: 30, top: 30, bottom: 46, biggest: 38, labels: 30 },
};

export function formOf(width: number): PlotForm {
  return width < 560 ? 'narrow' : width < 1250 ? 'normal' : 'wide';
}

/** Height that goes well with a width: narrow screens scroll, wide ones do not. */
export function heightOf(width: number): number {
  const form = formOf(width);
  if (form === 'narrow') return Math.round(Math.min(Math.max(width * 1.05, 330), 460));
  return form === 'normal' ? Math.round(Math.min(Math.max(width * 0.6, 400), 600)) : Math.round(Math.min(width * 0.4, 800));
}

export function frameOf(marks: PlotMark[], siteShare: number, width: number, height: number): PlotFrame {
  const form = formOf(width);
  const size = SIZES[form];
  let least = 0.9;
  let most = 10;
  let highest = siteShare * 1.3;
  for (const mark of marks) {
    least = Math.min(least, mark.perMonth * 0.8);
    most = Math.max(most, mark.perMonth * 1.7);
    highest = Math.max(highest, mark.share);
  }
  return {
    form,
    width,
    height,
    left: size.left,
    right: width - size.right,
    top: size.top,
    bottom: height - size.bottom,
    least: Math.max(least, 0.02),
    most,
    ceiling: Math.min(1, Math.ceil((highest + 0.04) * 10) / 10),
  };
}

export function xOf(frame: PlotFrame, perMonth: number): number {
  const low = Math.log(frame.least);
  const part = (Math.log(Math.max(perMonth, frame.least)) - low) / (Math.log(frame.most) - low);
  return frame.left + part * (frame.right - frame.left);
}

export function yOf(frame: PlotFrame, share: number): number {
  return frame.bottom - (Math.min(Math.max(share, 0), frame.ceiling) / frame.ceiling) * (frame.bottom - frame.top);
}

/** Area follows visits; the biggest is as large as the plot bears. */
export function radiusOf(frame: PlotFrame, mark: PlotMark): number {
  const { biggest } = SIZES[frame.form];
  const smallest = mark.signal || mark.small ? 2.8 : 1.9;
  return Math.min(Math.max(biggest * Math.sqrt((mark.perMonth * 1.7) / frame.most), smallest), biggest);
}

export function labelsOf(frame: PlotFrame): number {
  return SIZES[frame.form].labels;
}

/** Ticks of the log axis: 1 and 3 of each decade that lie apart enough to be read. */
export function volumeTicks(frame: PlotFrame): number[] {
  const apart = frame.form === 'narrow' ? 38 : 46;
  const ticks: number[] = [];
  let last = -Infinity;
  for (let decade = 0.01; decade < frame.most; decade *= 10) {
    for (const step of [1, 3]) {
      const value = Number((decade * step).toPrecision(1));
      const x = xOf(frame, value);
      if (value >= frame.least && value <= frame.most && x - last >= apart) {
        ticks.push(value);
        last = x;
      }
    }
  }
  return ticks;
}

/**
 * Half of the 90% interval in which chance alone puts a source that is like the site: 1.645 · sqrt(s (1 − s) / n), with n visits
 * over the whole window.
 */
export function chanceHalf(siteShare: number, perMonth: number, months: number): number {
  return 1.645 * Math.sqrt((siteShare * (1 - siteShare)) / Math.max(perMonth * Math.max(months, 1), 1e-9));
}
