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

/** The lines of one tactic in the text of a plan, without what stands around them; all of it where the tactic is not found. */
export function draftOf(text: string, tactic: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trimStart() === `- id: ${tactic}` || line.trim() === `id: ${tactic}`);
  if (first < 0) return text;
  const depth = lines[first]!.search(/\S/);
  const length = lines.slice(first + 1).findIndex((line) => line.trim() !== '' && line.search(/\S/) <= depth && !line.trimStart().startsWith('#'));
  const own = lines.slice(first, length < 0 ? undefined : first + 1 + length);
  return own.map((line) => line.slice(Math.min(depth, Math.max(line.search(/\S/), 0)))).join('\n').trimEnd();
}
