// A run that is started here and watched until it ends. The server keeps it going when the page is left.
import { record, number, numberOrNull, list, text, type Raw } from '../../lib/answers/read';
import { ask, Problem } from '../../lib/api';
import { workspace } from '../../lib/workspace.svelte';

export interface JobState {
  id: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  step: string;
  part: number | null; // 0 to 1; null = cannot be told
  rows: number;
  perSecond: number;
  left: number | null; // seconds
  message: string;
  hint: string;
}

const STATES: Record<string, JobState['state']> = {
  queued: 'queued',
  waiting: 'queued',
  running: 'running',
  done: 'done',
  finished: 'done',
  succeeded: 'done',
  failed: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  stopped: 'cancelled',
};
const LOOK_MS = 700;

function readJob(raw: Raw): JobState {
  const progress = record(raw['progress']);
  const part = numberOrNull(raw['progress'] ?? progress['part'] ?? progress['share']);
  const error = record(raw['error']);
  return {
    id: text(raw['id']),
    state: STATES[text(raw['state'] ?? raw['status'])] ?? 'running',
    step: text(raw['step'] ?? progress['step'] ?? progress['what']),
    part: part === null ? null : Math.min(Math.max(part, 0), 1),
    rows: number(raw['rows'] ?? progress['rows']),
    perSecond: number(raw['rows_per_second'] ?? progress['rows_per_second']),
    left: numberOrNull(raw['seconds_left'] ?? progress['seconds_left']),
    message: text(error['message'] ?? raw['message']),
    hint: text(error['hint'] ?? raw['hint']),
  };
}

export class Job {
  now = $state.raw<JobState | null>(null);
  starting = $state(false);
  problem = $state.raw<Problem | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get isOn(): boolean {
    return this.starting || this.now?.state === 'running' || this.now?.state === 'queued';
  }

  /** Takes up a run that goes on already, as after a reload. */
  async find(): Promise<void> {
    try {
      const answer = await ask<unknown>('jobs');
      const all = (Array.isArray(answer) ? list(answer) : list(record(answer)['jobs'])).map(readJob);
      const running = all.find((job) => job.state === 'running' || job.state === 'queued');
      if (running && !this.isOn) this.#follow(running);
    } catch {
      // Whoever may not see jobs sees none; starting one says why.
    }
  }

  async start(): Promise<void> {
    if (this.isOn) return;
    this.starting = true;
    this.problem = null;
    this.now = null;
    try {
      this.#follow(readJob(record(await ask('jobs', { method: 'POST', body: { kind: 'run' } }))));
    } catch (error) {
      this.#fail(error);
    }
    this.starting = false;
  }

  async cancel(): Promise<void> {
    if (!this.now) return;
    try {
      await ask(`jobs/${encodeURIComponent(this.now.id)}`, { method: 'DELETE' });
    } catch (error) {
      this.#fail(error);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #follow(job: JobState): void {
    this.now = job;
    if (job.state === 'running' || job.state === 'queued') this.#timer = setTimeout(() => void this.#look(job.id), LOOK_MS);
    else void workspace.load();
  }

  async #look(id: string): Promise<void> {
    try {
      this.#follow(readJob(record(await ask(`jobs/${encodeURIComponent(id)}`))));
      this.problem = null;
    } catch (error) {
      this.#fail(error);
      if (this.problem?.status === 0) this.#timer = setTimeout(() => void this.#look(id), 4 * LOOK_MS);
    }
  }

  #fail(error: unknown): void {
    this.problem = error instanceof Problem ? error : new Problem(0, String(error), '');
  }
}
