// Numbers, money, intervals and days as text: U+2212 before what is negative, no more digits than an interval supports.
import { view } from './view.svelte';

export interface Interval {
  value: number;
  low: number;
  high: number;
  level?: number;
}

/** An effect as the ledger's JSON has it. */
export interface Effect {
  est: number | null;
  lo: number | null;
  hi: number | null;
  level: number;
  grade?: string | null;
  rows?: number;
  figure?: string;
}

const MINUS = '\u2212';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SIGNS: Record<string, string> = { EUR: '€', USD: '$', GBP: '£', CNY: 'CN¥', JPY: '¥', INR: '₹', KRW: '₩', BRL: 'R$' };
const NO_MINOR = new Set(['JPY', 'KRW', 'CLP', 'ISK', 'VND', 'PYG', 'UGX', 'XAF', 'XOF', 'XPF']);
const THREE_MINOR = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

function withCommas(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

function fixed(value: number, digits: number, plus = ''): string {
  const text = Math.abs(value).toFixed(digits);
  const [whole = '0', behind] = text.split('.');
  const sign = Number(text) === 0 ? '' : value < 0 ? MINUS : plus;
  return sign + withCommas(whole) + (behind ? `.${behind}` : '');
}

/** A whole number: 12,345. */
export function count(value: number): string {
  return fixed(Math.round(value), 0);
}

/** An amount: one digit below ten, none above. */
export function amount(value: number): string {
  return fixed(value, Math.abs(value) < 9.95 && Math.abs(value - Math.round(value)) > 0.05 ? 1 : 0);
}

/** A number as it is, with at most two digits. */
export function plain(value: number): string {
  const size = Math.abs(value);
  return fixed(value, value === Math.floor(value) || size >= 1000 ? 0 : size >= 10 ? 1 : 2);
}

/** A share: 7%, 0.4%. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.05) return '<0.1%';
  const isNearAnEnd = (value > 0 && value < 1.95) || (value >= 99.5 && value < 99.95);
  return `${fixed(value, isNearAnEnd ? 1 : 0)}%`;
}

/** Digits behind the point that tell the ends of an interval apart. */
function digitsFor(halfWidth: number): number {
  const size = Math.abs(halfWidth);
  return !(size > 0) || size >= 5 ? 0 : Math.min(4, 1 - Math.floor(Math.log10(size)));
}

export interface IntervalText {
  value: string;
  /** "[+118, +309]" */
  range: string;
}

/** An interval's two parts; `plus` is "+" for effects and "" for levels. */
export function intervalText(value: number, low: number, high: number, plus: '' | '+' = ''): IntervalText {
  const digits = digitsFor((high - low) / 2);
  return { value: fixed(value, digits, plus), range: `[${fixed(low, digits, plus)}, ${fixed(high, digits, plus)}]` };
}

/** A share with its interval: "71%" and "[69, 73]". */
export function shareText(share: Interval): IntervalText {
  const digits = (share.high - share.low) * 100 < 1 ? 1 : 0;
  const part = (value: number) => fixed(value * 100, digits);
  return { value: `${part(share.value)}%`, range: `[${part(share.low)}, ${part(share.high)}]` };
}

/** Digits of a currency's minor unit: 2 for euro, 0 for yen. */
export function minorDigits(currency: string): number {
  return NO_MINOR.has(currency) ? 0 : THREE_MINOR.has(currency) ? 3 : 2;
}

export function currencySign(currency: string): string {
  return SIGNS[currency] ?? (currency ? `${currency}\u202f` : '');
}

/** Money of minor units: €18,400; with cents below a hundred. */
export function money(minor: number, currency: string): string {
  const major = Math.abs(minor) / 10 ** minorDigits(currency);
  const isSmall = major < 100 && major !== Math.floor(major);
  return (minor < 0 ? MINUS : '') + currencySign(currency) + fixed(major, isSmall ? minorDigits(currency) : 0);
}

/** Money in a column whose head names the unit: thousands with one digit where the largest is long. */
export interface MoneyScale {
  thousands: boolean;
  unit: string;
  text: (minor: number) => string;
}

export function moneyScale(largestMinor: number, currency: string): MoneyScale {
  const unit = 10 ** minorDigits(currency);
  const thousands = Math.abs(largestMinor) / unit >= 100_000;
  const sign = SIGNS[currency] ?? currency;
  return {
    thousands,
    unit: thousands ? `${sign}k` : sign,
    text: (minor) => fixed(minor / unit / (thousands ? 1000 : 1), thousands ? 1 : 0),
  };
}

/** Money short enough for a list: €54.0k. */
export function shortMoney(minor: number, currency: string): string {
  const major = Math.abs(minor) / 10 ** minorDigits(currency);
  const text = major >= 1_000_000 ? `${fixed(major / 1_000_000, 1)}m` : major >= 10_000 ? `${fixed(major / 1000, 1)}k` : fixed(major, 0);
  return (minor < 0 ? MINUS : '') + currencySign(currency) + text;
}

function parts(day: string): { year: number; month: number; day: number } {
  const [year = 0, month = 1, date = 1] = day.slice(0, 10).split('-').map(Number);
  return { year, month, day: date };
}

/** "30 Oct", 10月30日 from an ISO day. */
export function shortDay(iso: string): string {
  const { month, day } = parts(iso);
  return view.language === 'zh' ? `${month}月${day}日` : `${day} ${MONTHS[month - 1] ?? ''}`;
}

/** "30 Oct 2026", 2026年10月30日 from an ISO day. */
export function longDay(iso: string): string {
  const { year, month, day } = parts(iso);
  return view.language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
}

/** "Apr 25", 25年4月 from an ISO month or day. */
export function monthText(iso: string): string {
  const { year, month } = parts(iso);
  const short = String(year % 100).padStart(2, '0');
  return view.language === 'zh' ? `${short}年${month}月` : `${MONTHS[month - 1] ?? ''} ${short}`;
}

/** How long ago, in words: "2 h ago", "3 天前". */
export function ago(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  const zh = view.language === 'zh';
  if (minutes < 1) return zh ? '刚刚' : 'just now';
  if (minutes < 60) return zh ? `${minutes} 分钟前` : `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return zh ? `${hours} 小时前` : `${hours} h ago`;
  const days = Math.round(hours / 24);
  return zh ? `${days} 天前` : `${days} days ago`;
}
