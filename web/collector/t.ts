// The script for pages: docs/collector.md says what it sends. Built by esbuild to less than 2,048 bytes, so it has no parts
// and no comments survive. It keeps nothing in the browser and asks for nothing.
(() => {
  const page = document;
  const here = window as any;
  const script = page.currentScript as HTMLScriptElement;
  const to = script.dataset.to || new URL('collect', script.src).href;
  const now = Date.now;
  const address = () => location.href.split('#')[0];
  const isSeen = () => page.visibilityState == 'visible';

  let queue: any[] = [];
  let consent = script.dataset.consent;
  let url = '';
  let came = page.referrer;
  let seenSince = 0; // 0: nobody looks
  let foreground = 0;
  let depth = 0;
  let errors = 0;
  let clicks: MouseEvent[] = [];

  const flush = () => {
    const body = JSON.stringify(queue.map((event) => ({ ...event, age: now() - event.at })));
    if (queue.length && !navigator.sendBeacon?.(to, body)) {
      fetch(to, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => {});
    }
    queue = [];
  };

  const tell = (name: string, more?: object) => {
    queue.push({ name, url, ...more, consent, at: now() }) > 1 || setTimeout(flush, 200);
  };

  const look = () => {
    if (seenSince) {
      foreground += now() - seenSince;
    }
    seenSince = isSeen() ? now() : 0;
  };

  const scrolled = () => {
    depth = Math.max(depth, Math.min(100, ((100 * (scrollY + innerHeight)) / page.documentElement.scrollHeight) | 0));
  };

  const leave = () => {
    look();
    if (url && foreground) {
      tell('engagement', { foreground, scroll: depth });
      foreground = 0;
    }
  };

  const view = (again?: any) => {
    if (again !== 1 && url == address()) {
      return;
    }
    leave();
    if (url) {
      came = url;
    }
    url = address();
    depth = errors = 0;
    scrolled();
    tell('pageview', { referrer: came });
  };

  const failed = (text: any) => {
    if (errors++ < 5) {
      tell('error', { props: { message: String(text).slice(0, 100).replace(/\S+@\S+|\d{3,}/g, '*') } });
    }
  };

  const name = (element: Element) => ({ props: { element: element.localName + (element.id && '#' + element.id) } });

  const clicked = (click: MouseEvent) => {
    const link = (click.target as Element).closest('a,button,[role=button]') as any;
    if (link && /^http/.test(link.href) && link.host != location.host) {
      tell('outbound', { target: link.href.slice(0, 2e3) });
    }
    clicks = clicks.filter((one) => click.timeStamp - one.timeStamp < 1e3 && Math.hypot(one.x - click.x, one.y - click.y) < 30);
    if (clicks.push(click) == 3) {
      tell('rage-click', name(click.target as Element));
    }
    if (link && !link.download && !link.target && (!link.href || /#$/.test(link.href))) {
      let still = isSeen() && url;
      const watch = new MutationObserver(() => (still = ''));
      watch.observe(page, { subtree: true, childList: true, attributes: true, characterData: true });
      setTimeout(() => {
        watch.disconnect();
        if (still && still == address() && isSeen()) {
          tell('dead-click', name(link));
        }
      }, 1500);
    }
  };

  const ask = (what: string, more?: any) => {
    if (what == 'consent') {
      consent = more;
    } else {
      tell(what, more);
    }
  };

  const start = () => {
    view();
    const before = here.throughline;
    here.throughline = ask;
    before?.q?.forEach((call: any) => ask(call[0], call[1]));
  };

  for (const way of ['pushState', 'replaceState'] as const) {
    const go = history[way];
    history[way] = function (...state) {
      go.apply(this, state);
      view();
    };
  }
  const on = (what: string, then: any, where: any = here) => where.addEventListener(what, then, true);
  on('popstate', view);
  on('pageshow', (event: PageTransitionEvent) => event.persisted && view(1));
  on('scroll', scrolled);
  on('click', clicked);
  on('auxclick', clicked);
  on('error', (event: ErrorEvent) => event.message && failed(event.message));
  on('unhandledrejection', (event: PromiseRejectionEvent) => failed(event.reason));
  on('pagehide', () => (leave(), flush()));
  on('visibilitychange', () => (isSeen() ? look() : (leave(), flush())), page);
  (page as any).prerendering ? on('prerenderingchange', start, page) : start();
})();
