// An answer of the server that a page shows, kept fresh: what is known stands at once, a newer one replaces it.
import { address, ask, Problem } from './api';
import type { Query } from './route.svelte';
import { view } from './view.svelte';
import { workspace } from './workspace.svelte';

interface Kept {
  revision: string;
  data: unknown;
  at: number;
}

const kept = new Map<string, Kept>();
const KEEP = 60;

function keep(url: string, value: Kept): void {
  kept.delete(url);
  kept.set(url, value);
  const oldest = kept.keys().next().value;
  if (kept.size > KEEP && oldest !== undefined) kept.delete(oldest);
}

/** Forgets every answer, as after a change that the revision does not tell of. */
export function forgetAnswers(): void {
  kept.clear();
}

export class Resource<T> {
  /** The newest answer, though it may be of the question before (then `isOld`). */
  data = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  isLoading = $state(false);
  /** True where `data` answers an earlier question or an earlier revision. */
  isOld = $state(false);
  /** When `data` came, in milliseconds. */
  at = $state(0);
  #again = $state(0);

  /** Asks again whenever the name, the query, the language or the revision of the data changes. Call in a component. */
  constructor(question: () => { name: string; query?: Query } | null) {
    $effect(() => {
      const now = question();
      void this.#again;
      if (!now) return;
      const query: Query = { ...now.query, lang: view.language };
      return this.#load(now.name, query, workspace.revision);
    });
  }

  /** Asks once more, as after an error. */
  retry(): void {
    this.#again++;
  }

  #load(name: string, query: Query, revision: string): () => void {
    const url = address(name, query);
    const known = kept.get(url);
    if (known) this.#show(known.data as T, known.at);
    if (known && known.revision === revision) {
      this.isLoading = false;
      this.isOld = false;
      return () => undefined;
    }
    const abort = new AbortController();
    this.isLoading = true;
    this.isOld = this.data !== null;
    void this.#fetch(name, query, revision, abort);
    return () => abort.abort();
  }

  async #fetch(name: string, query: Query, revision: string, abort: AbortController): Promise<void> {
    try {
      const data = await ask<T>(name, { query, signal: abort.signal });
      if (abort.signal.aborted) return;
      const at = Date.now();
      keep(address(name, query), { revision, data, at });
      this.#show(data, at);
      this.isOld = false;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.problem = error instanceof Problem ? error : new Problem(0, String(error), '');
      if (this.problem.status === 401) workspace.needSignIn();
    }
    this.isLoading = false;
  }

  #show(data: T, at: number): void {
    this.data = data;
    this.at = at;
    this.problem = null;
  }
}
