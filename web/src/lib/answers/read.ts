// Reading of the server's JSON into what pages show: whatever is missing gets a plain value, so that a page of an older or a newer
// server shows less instead of nothing.
import type { Interval } from '../format';

export type Raw = Record<string, unknown>;

export function record(value: unknown): Raw {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Raw) : {};
}

export function list(value: unknown): Raw[] {
  return Array.isArray(value) ? value.map(record) : [];
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map((item) => number(item)) : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function number(value: unknown, otherwise = 0): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

export function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function flag(value: unknown): boolean {
  return value === true || value === 1;
}

/** An interval as {est, lo, hi} or {value, low, high}; null where there is none. */
export function interval(value: unknown): Interval | null {
  const raw = record(value);
  const middle = numberOrNull(raw['est'] ?? raw['value']);
  const low = numberOrNull(raw['lo'] ?? raw['low']);
  const high = numberOrNull(raw['hi'] ?? raw['high']);
  if (middle === null) return typeof value === 'number' ? { value, low: value, high: value } : null;
  return { value: middle, low: low ?? middle, high: high ?? middle };
}
