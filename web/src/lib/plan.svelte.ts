// The plan as it is edited: the text of every file, what was last saved, and what the checker says of it now.
// Lives beside the pages, so that going to another page and back loses nothing.
import { ask, Problem } from './api';
import { route } from './route.svelte';
import { view } from './view.svelte';

export interface Place {
  line: number;
  column: number;
  byte: number;
}

export interface Finding {
  code: string;
  severity: 'error' | 'warning' | 'note';
  message: string;
  help: string;
  file: string;
  start: Place;
  end: Place;
  node: string;
}

export interface PlanFile {
  name: string;
  text: string;
}

interface PlanAnswer {
  files: PlanFile[];
  findings: Finding[] | { findings: Finding[] };
  hash: string;
}

export interface DiffField {
  class: string;
  key: string;
  before: string | null;
  after: string | null;
}

export interface DiffNode {
  change: string;
  type: string;
  id: string;
  name: string;
  fields: DiffField[];
}

export interface Diff {
  counts?: Record<string, number>;
  nodes?: DiffNode[];
}

type CheckAnswer = { findings: Finding[] | { findings: Finding[] } };

const CHECK_AFTER_MS = 350;

function listOf(findings: Finding[] | { findings: Finding[] } | undefined): Finding[] {
  return Array.isArray(findings) ? findings : (findings?.findings ?? []);
}

/** A finding's file without its folder: files are shown by their name within the plan. */
function isOf(finding: Finding, name: string): boolean {
  return finding.file === name || finding.file.endsWith(`/${name}`);
}

function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, String(error), '');
}

class PlanDraft {
  files = $state.raw<PlanFile[]>([]);
  saved = $state.raw<PlanFile[]>([]);
  findings = $state.raw<Finding[]>([]);
  hash = $state('');
  isLoaded = $state(false);
  isChecking = $state(false);
  problem = $state.raw<Problem | null>(null);
  conflict = $state.raw<Problem | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;

  changed = $derived(this.files.filter((file) => this.savedText(file.name) !== file.text).map((file) => file.name));

  savedText(name: string): string {
    return this.saved.find((file) => file.name === name)?.text ?? '';
  }

  findingsOf(name: string): Finding[] {
    return this.files.length === 1 ? this.findings : this.findings.filter((finding) => isOf(finding, name));
  }

  fileOf(finding: Finding): string {
    return this.files.find((file) => isOf(finding, file.name))?.name ?? this.files[0]?.name ?? '';
  }

  /** Takes the plan from the server; what was typed is dropped. */
  async load(): Promise<void> {
    try {
      const answer = await ask<PlanAnswer>('plan', { query: { ...route.scope, lang: view.language } });
      this.files = answer.files.length ? answer.files : [{ name: 'plan.yaml', text: '' }];
      this.saved = answer.files;
      this.findings = listOf(answer.findings);
      this.hash = answer.hash;
      this.isLoaded = true;
      this.problem = null;
      this.conflict = null;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** Changes a file's text and has it checked as soon as nothing more is typed. */
  edit(name: string, text: string): void {
    this.files = this.files.map((file) => (file.name === name ? { name, text } : file));
    clearTimeout(this.#timer);
    this.isChecking = true;
    this.#timer = setTimeout(() => void this.check(), CHECK_AFTER_MS);
  }

  async check(): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.isChecking = true;
    try {
      const answer = await ask<CheckAnswer>('plan/check', { method: 'POST', body: { files: this.files }, signal: abort.signal });
      this.findings = listOf(answer.findings);
      this.problem = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.problem = problemOf(error);
    }
    if (!abort.signal.aborted) this.isChecking = false;
  }

  diff(): Promise<Diff> {
    return ask<Diff>('plan/diff', { method: 'POST', body: { files: this.files } });
  }

  /** Writes the files; `over` writes even where somebody else changed them meanwhile. */
  async save(over: 'only-unchanged' | 'over-theirs' = 'only-unchanged'): Promise<boolean> {
    try {
      const base = over === 'over-theirs' ? (await ask<PlanAnswer>('plan')).hash : this.hash;
      const answer = await ask<Partial<PlanAnswer>>('plan', { method: 'PUT', body: { files: this.files, base_hash: base } });
      this.saved = this.files;
      this.hash = answer?.hash ?? (await ask<PlanAnswer>('plan')).hash;
      if (answer?.findings) this.findings = listOf(answer.findings);
      this.conflict = null;
      this.problem = null;
      return true;
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 409) this.conflict = problem;
      else this.problem = problem;
      return false;
    }
  }
}

export const draft = new PlanDraft();
