// Keys that work on every page: g and a letter goes to a page, / finds, [ and ] step, ? lists them.
import { route, type PageName } from './route.svelte';

export const PAGE_KEYS: Record<string, PageName> = {
  l: 'ledger',
  s: 'signals',
  o: 'sources',
  v: 'live',
  d: 'data',
  n: 'plan',
};

export interface PageKeys {
  /** "/": by default the first field marked data-find gets the focus. */
  find?: () => void;
  /** "]" and "[": by default the next or previous row of the page gets the focus. */
  step?: (by: 1 | -1) => void;
  /** "?" */
  help: () => void;
}

const WAIT_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function focusFind(): void {
  document.querySelector<HTMLElement>('[data-find]')?.focus();
}

/** Moves the focus among what is marked data-step, the rows of a page. */
function focusStep(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-step]')].filter((row) => row.offsetParent !== null);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.focus();
}

/** Listens to the keys; returns what stops it. */
export function listenToKeys(keys: PageKeys): () => void {
  let goUntil = 0;
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const page = event.timeStamp < goUntil ? PAGE_KEYS[event.key] : undefined;
    goUntil = 0;
    if (page) route.go(route.href(`/${page}`));
    else if (event.key === 'g') goUntil = event.timeStamp + WAIT_MS;
    else if (event.key === '/') (keys.find ?? focusFind)();
    else if (event.key === ']') (keys.step ?? focusStep)(1);
    else if (event.key === '[') (keys.step ?? focusStep)(-1);
    else if (event.key === '?') keys.help();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}
