// What GET /api/v1/ledger answers ("throughline.ledger/1"); docs/commands/ledger.md tells the fields.
import type { Effect } from './format';

export interface MoneyFigure {
  minor: number;
  rows: number;
  figure: string;
}

export interface MetricName {
  id: string;
  name: string;
  unit: string;
}

export interface Quantity {
  value: number | null;
  rows: number;
  figure: string;
}

export interface Link {
  parent: string;
  claim: string;
  claimed_grade: string | null;
  grade: string | null;
  status: string;
  why: string | null;
  suspect: boolean;
}

export interface MarketVerdict {
  market: string;
  verdict: string;
  step: number;
  estimate: Effect | null;
  still_needed: number | null;
}

export interface Chance {
  with: number | null;
  without: number | null;
  rows: number;
  figure: string;
}

export interface Questions {
  business: { plan: Effect | 'unknown' | null; unit: MetricName; data: Effect | null; status: string } | null;
  important: { plan: string; data: Chance | null } | null;
  fits: { needs: string[]; amplifies: string[]; competes: string[]; alone: string; data: { with: string; beyond: Effect | null }[] } | null;
  know: {
    answered: boolean;
    metric: MetricName;
    method: string | null;
    min_effect: number | null;
    by: string | null;
    rule: string;
    lock: string;
    locked_on: string | null;
    power: number | null;
    stale: string[];
  } | null;
}

export interface Evidence {
  figure: string;
  market: string;
  method: string;
  grade: string | null;
  effect: Effect;
  from: string;
  to: string;
  n: number;
  origin: string;
  decides: boolean;
  at_odds: boolean;
  caveats: string[];
}

export interface History {
  on: string;
  kind: string;
  id: string;
  text: string;
  verdict: string | null;
  action: string | null;
}

export interface TreeNode {
  id: string;
  type: 'purpose' | 'goal' | 'strategy' | 'programme' | 'tactic';
  name: string;
  text: string;
  owner: string;
  depth: number;
  parent: string | null;
  links: Link[];
  branch_grade: string | null;
  amber: boolean;
  status: string | null;
  mode: string | null;
  stage: string | null;
  markets: string[];
  metric: MetricName;
  verdict: string | null;
  verdicts: MarketVerdict[];
  estimate: Effect | null;
  contribution: Effect | null;
  cost: { full: MoneyFigure; cash_minor: number; hours: number; hours_minor: number } | null;
  budget: MoneyFigure | null;
  questions: Questions;
  evidence: Evidence[];
  history: History[];
  findings: string[];
  learnings: string[];
}

export interface Goal {
  id: string;
  name: string;
  kind: string;
  metric: MetricName;
  market: string;
  baseline: number | null;
  target: number | null;
  target_of_the_plan: number | null;
  locked: boolean;
  by: string;
  now: Quantity | null;
  explained: Effect | null;
  external: Effect | null;
  unexplained: number | null;
}

export interface Decision {
  tactic: string;
  name: string;
  owner: string;
  market: string;
  by: string;
  days_over: number;
  verdict: string;
  rule: string;
  clause: string;
  proposed: string | null;
  at_odds: boolean;
  cost: MoneyFigure;
}

export interface Outcome {
  metric: MetricName;
  board: string | null;
  goal: string;
  added: Effect | null;
  worth_minor: Effect | null;
  left_out: string[];
}

export interface Unplanned {
  figure: string;
  name: string;
  kind: string;
  sources: number;
  engaged_visits: number;
  months: number;
  trend: string;
}

export interface Learning {
  id: string;
  says: string;
  on: string;
  days_old: number;
  grade: string | null;
  source: string;
  owner: string;
  used_by: number;
  contradicted_by: string[];
}

export interface LensState {
  state: string;
  why: string;
  metrics: { metric: MetricName; now: Quantity | null }[];
}

export interface Ledger {
  workspace: string;
  run: string;
  as_of: string;
  from: string;
  until: string;
  currency: string;
  level: number;
  outcomes: Outcome[];
  goals: Goal[];
  due: Decision[];
  next: Decision[];
  money: {
    waterfall: { step: string; money: MoneyFigure; lost_minor: number; lost_tactics: string[] }[];
    by_verdict: { verdict: string; money: MoneyFigure; tactics: number }[];
    unmapped: MoneyFigure;
    unmapped_share_of_cash: number | null;
    no_reason: { what: string; market: string; money: MoneyFigure }[];
    by_mode: { mode: string | null; money: MoneyFigure; tactics: number }[];
    reconciliation: { ledger: MoneyFigure; tactics_minor: number; unmapped_minor: number; off: number };
    exploration: { aligned: MoneyFigure; explored: MoneyFigure; reserved: number };
  };
  tree: TreeNode[];
  overlap_rows: number;
  if_we_stop: { node: string; goal: string; chance: Chance | null }[];
  strategies: {
    ansoff: { move: string; money: MoneyFigure; added: Effect | null; strategies: { id: string; name: string; declared: string | null }[] }[];
    agreement: { node: string; owners: number; agreement: number; outcomes: { metric: MetricName; owners: number }[] }[];
    brand: { strategy: string; contributes: string; consistent: string | null; reviewer: string; word: string }[];
    lenses: { strategy: string; lenses: Record<'it' | 'marketing' | 'pr' | 'service', LensState> }[];
  };
  learned: {
    learnings: Learning[];
    changes: { id: string; on: string; node: string; what: string; owner: string; because: string[] }[];
    loops: { tactic: string; days: number | null }[];
    hand_made: { tactic: string; learn: string; expires: string | null; expired: boolean; learnings: number; used: number; cost: MoneyFigure }[];
  };
  bottom_up: { signals: number; unplanned: Unplanned[]; unowned_outcomes: unknown[] };
  stale: { dataset: string; source: string; newest: string | null; hours_old: number | null; spoils: string[] }[];
  findings: { errors: number; warnings: number; notes: number; first: string[] };
  missing: string[];
}

/** An effect whose ends are all known. */
export type Known = Effect & { est: number; lo: number; hi: number };

export function known(effect: Effect | null | undefined): Known | null {
  return effect && effect.est !== null && effect.lo !== null && effect.hi !== null ? (effect as Known) : null;
}

/** The word for a tactic: its verdict, "mixed" where markets differ, nothing for other nodes. */
export function verdictOf(node: TreeNode): string | null {
  return node.verdict ?? (node.verdicts.length > 0 ? 'mixed' : null);
}

/** What the node's row shows: its contribution, else its estimate. */
export function shownEffect(node: TreeNode): Known | null {
  return known(node.contribution) ?? known(node.estimate);
}
