import type { Signal } from '../../lib/answers/signals';
import { intervalText, type Interval, type IntervalText } from '../../lib/format';

/** A q-value as text: no more digits than it is worth. */
export function qText(q: number): string {
  return q < 0.001 ? '<0.001' : q >= 0.995 ? '1' : q.toFixed(q < 0.01 ? 3 : 2);
}

/** What SmallBars colours: months that were better than their peers. */
export function marksOf(signal: Signal): (string | null)[] {
  return signal.engaged.map((_, i) => (signal.better[i] ? 'better' : null));
}

/** A difference of shares in whole points: "+25 [+24, +26]". */
export function pointsText(versus: Interval): IntervalText {
  const whole = (value: number) => Math.round(value * 100);
  return { value: signed(whole(versus.value)), range: `[${signed(whole(versus.low))}, ${signed(whole(versus.high))}]` };
}

function signed(points: number): string {
  return intervalText(points, points - 10, points + 10, '+').value;
}
