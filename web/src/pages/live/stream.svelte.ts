// What happens now, as server-sent events. A lost connection is said, and taken up again.
import { LiveNews, type LiveView } from '../../lib/answers/live';

export type LinkState = 'connecting' | 'connected' | 'lost';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

export class LiveStream {
  view = $state.raw<LiveView | null>(null);
  link = $state<LinkState>('connecting');
  /** When the last message came, and since when there is no connection. */
  heard = $state(0);
  lostSince = $state(0);
  #news = new LiveNews();
  #source: EventSource | null = null;
  #wait = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Listens; returns what stops it. */
  open(url: string): () => void {
    this.#connect(url);
    return () => {
      clearTimeout(this.#timer);
      this.#source?.close();
      this.#source = null;
    };
  }

  #connect(url: string): void {
    const source = new EventSource(url);
    this.#source = source;
    const hear = (event: MessageEvent) => this.#hear(String(event.data));
    source.addEventListener('live', hear);
    source.onopen = () => {
      this.link = 'connected';
      this.#wait = FIRST_WAIT_MS;
    };
    source.onerror = () => this.#lose(source, url);
  }

  #hear(text: string): void {
    this.heard = Date.now();
    this.link = 'connected';
    try {
      this.view = this.#news.take(JSON.parse(text));
    } catch {
      // Half a message is no news: the next one is whole.
    }
  }

  #lose(source: EventSource, url: string): void {
    source.close();
    if (this.#source !== source) return;
    if (this.link !== 'lost') this.lostSince = Date.now();
    this.link = 'lost';
    this.#timer = setTimeout(() => this.#connect(url), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }
}
