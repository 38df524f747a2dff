import { t } from '../../lib/words';

/** A span as a clock: "12 s", "4 min", "1 h 20 min". */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return t('live.spanSeconds', { n: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('live.spanMinutes', { n: minutes });
  return t('live.spanHours', { h: Math.floor(minutes / 60), n: minutes % 60 });
}

/** A time of day: "14:05:09". */
export function clock(milliseconds: number): string {
  const date = new Date(milliseconds);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
