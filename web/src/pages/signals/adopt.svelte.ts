// Adopting a signal: the server writes a draft of a tactic into the plan and says where.
import { ask, Problem } from '../../lib/api';
import { record, text } from '../../lib/answers/read';
import { route } from '../../lib/route.svelte';
import { workspace } from '../../lib/workspace.svelte';

export interface Written {
  tactic: string;
  file: string;
  text: string;
}

export class Adoption {
  busy = $state(false);
  of = $state('');
  problem = $state.raw<Problem | null>(null);
  #written = $state.raw<Record<string, Written>>({});

  written(signal: string): Written | null {
    return this.#written[signal] ?? null;
  }

  async adopt(signal: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.of = signal;
    this.problem = null;
    try {
      const answer = record(await ask('signals/adopt', { method: 'POST', body: { signal }, query: route.scope }));
      const written = { tactic: text(answer['tactic']), file: text(answer['file']), text: text(answer['text']) };
      this.#written = { ...this.#written, [signal]: written };
      void workspace.load();
    } catch (error) {
      this.problem = error instanceof Problem ? error : new Problem(0, String(error), '');
    }
    this.busy = false;
  }
}
