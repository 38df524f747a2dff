// The address holds the whole state of a view: the page as path, everything else as query. Reload and send it freely.
export type Query = Record<string, string>;

const PAGES = ['ledger', 'signals', 'sources', 'live', 'data', 'plan'] as const;
export type PageName = (typeof PAGES)[number];

// Of what the API looks at; links between pages carry it along.
const SCOPE = ['since', 'until', 'as_of', 'market'] as const;

function isPage(name: string): name is PageName {
  return (PAGES as readonly string[]).includes(name);
}

function queryOf(search: string): Query {
  return Object.fromEntries(new URLSearchParams(search));
}

class Route {
  path = $state(location.pathname);
  query = $state<Query>(queryOf(location.search));

  /** The page, the ledger where the address names none. */
  get page(): PageName {
    const name = this.path.split('/')[1] ?? '';
    return isPage(name) ? name : 'ledger';
  }

  /** What stands behind the page's name: /ledger/t1 -> "t1". */
  get rest(): string {
    return decodeURIComponent(this.path.split('/').slice(2).join('/'));
  }

  get isKnown(): boolean {
    const name = this.path.split('/')[1] ?? '';
    return name === '' || isPage(name);
  }

  /** What of the query says which data is looked at. */
  get scope(): Query {
    return Object.fromEntries(SCOPE.flatMap((key) => (this.query[key] ? [[key, this.query[key]]] : [])));
  }

  /** The address of a page: with the scope that is looked at now, and what `query` adds. */
  href(path: string, query: Query = {}): string {
    const search = new URLSearchParams({ ...this.scope, ...query }).toString();
    return search ? `${path}?${search}` : path;
  }

  go(href: string, how: 'push' | 'replace' = 'push'): void {
    const url = new URL(href, location.origin);
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', url);
    this.read();
  }

  /** Changes some of the query; an empty value or undefined takes it out. */
  set(changes: Record<string, string | undefined>, how: 'push' | 'replace' = 'push'): void {
    const query = new URLSearchParams(location.search);
    for (const [key, value] of Object.entries(changes)) {
      if (value) query.set(key, value);
      else query.delete(key);
    }
    const search = query.toString();
    this.go(location.pathname + (search ? `?${search}` : ''), how);
  }

  read(): void {
    this.path = location.pathname;
    this.query = queryOf(location.search);
  }
}

export const route = new Route();

/** Takes clicks on links within the app, so that they change the view and load nothing. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (!isPage(link.pathname.split('/')[1] ?? '')) return;
  event.preventDefault();
  route.go(link.href);
}

/** Listens to the address and to links; returns what stops it. */
export function listenToAddress(): () => void {
  const read = () => route.read();
  addEventListener('popstate', read);
  document.addEventListener('click', follow);
  return () => {
    removeEventListener('popstate', read);
    document.removeEventListener('click', follow);
  };
}
