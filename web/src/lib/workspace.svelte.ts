// What the whole app knows of the workspace: its name, what was run, the counts beside the pages, who looks at it.
import { ask, Problem, setCsrf } from './api';

export interface Workspace {
  name: string;
  version: string;
  as_of: string;
  from: string;
  until: string;
  time_zone: string;
  currency: string;
  language: 'en' | 'zh';
  run: { id: string; at: string } | null;
  revision: string;
  counts: { decisions_due: number; signals: number; sources: number; stale_feeds: number; plan_findings: number };
  user: { name: string; role: 'viewer' | 'editor' | 'admin' } | null;
  csrf: string;
  missing: string[];
}

const LOOK_AGAIN_MS = 15_000;

class State {
  info = $state.raw<Workspace | null>(null);
  problem = $state.raw<Problem | null>(null);
  mustSignIn = $state(false);
  /** Changes when the data or the plan do; answers of an older one are asked for again. */
  revision = $derived(String(this.info?.revision ?? ''));
  currency = $derived(this.info?.currency ?? 'EUR');
  /** True for those who may change the plan; before users exist everybody on this machine may. */
  canEdit = $derived(this.info !== null && (this.info.user === null || this.info.user.role !== 'viewer'));

  async load(): Promise<void> {
    try {
      const info = await ask<Workspace>('workspace');
      setCsrf(info.csrf ?? '');
      this.info = info;
      this.problem = null;
      this.mustSignIn = false;
    } catch (error) {
      this.problem = error instanceof Problem ? error : new Problem(0, String(error), '');
      this.mustSignIn = this.problem.status === 401;
    }
  }

  needSignIn(): void {
    this.mustSignIn = true;
  }

  async signIn(name: string, password: string): Promise<void> {
    await ask('session', { method: 'POST', body: { name, password } });
    await this.load();
  }

  async signOut(): Promise<void> {
    await ask('session', { method: 'DELETE' });
    await this.load();
  }

  /** Loads now and looks again while the page is seen; returns what stops it. */
  watch(): () => void {
    void this.load();
    const look = () => {
      if (document.visibilityState === 'visible' && !this.mustSignIn) void this.load();
    };
    const timer = setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }
}

export const workspace = new State();
