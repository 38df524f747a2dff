// The rows of the ledger's tree: which are shown, what joins them, and the one scale of their bars.
import { known, shownEffect, verdictOf, type Known, type MarketVerdict, type TreeNode } from './ledger';

/** A piece of a line in front of a row: a line that passes by, or the elbow that joins the row to its parent. */
export type Rail = 'none' | 'on' | 'elbow' | 'last';

export interface NodeRow {
  node: TreeNode;
  rails: Rail[];
  hasChildren: boolean;
  isFolded: boolean;
}

export interface TreeFilter {
  folded: ReadonlySet<string>;
  find: string;
  verdict: string;
  owner: string;
  market: string;
}

function matches(node: TreeNode, filter: TreeFilter): boolean {
  const find = filter.find.trim().toLowerCase();
  return (
    (!find || `${node.name} ${node.id}`.toLowerCase().includes(find)) &&
    (!filter.verdict || verdictOf(node) === filter.verdict || node.verdicts.some((one) => one.verdict === filter.verdict)) &&
    (!filter.owner || node.owner === filter.owner) &&
    (!filter.market || node.markets.length === 0 || node.markets.includes(filter.market))
  );
}

function isNarrowed(filter: TreeFilter): boolean {
  return Boolean(filter.find.trim() || filter.verdict || filter.owner || filter.market);
}

/** Ids of the nodes that match, and of all above them. */
function keptIds(tree: TreeNode[], filter: TreeFilter): Set<string> {
  const byId = new Map(tree.map((node) => [node.id, node]));
  const kept = new Set<string>();
  for (const node of tree) {
    if (!matches(node, filter)) continue;
    for (let at: TreeNode | undefined = node; at; at = at.parent ? byId.get(at.parent) : undefined) kept.add(at.id);
  }
  return kept;
}

function isBelowFold(node: TreeNode, byId: Map<string, TreeNode>, folded: ReadonlySet<string>): boolean {
  for (let up = node.parent; up; up = byId.get(up)?.parent ?? null) if (folded.has(up)) return true;
  return false;
}

/** For each row and level, whether the line of an ancestor goes on below it. */
function railsOf(rows: TreeNode[], at: number): Rail[] {
  const node = rows[at];
  if (!node) return [];
  const goesOn = (level: number) => {
    for (let next = at + 1; next < rows.length; next++) {
      const depth = rows[next]?.depth ?? 0;
      if (depth < level) return false;
      if (depth === level) return true;
    }
    return false;
  };
  return Array.from({ length: node.depth }, (_, i) => {
    const level = i + 1;
    if (level === node.depth) return goesOn(level) ? 'elbow' : 'last';
    return goesOn(level) ? 'on' : 'none';
  });
}

/** The rows to show, in the order of the plan. */
export function rowsOf(tree: TreeNode[], filter: TreeFilter): NodeRow[] {
  const byId = new Map(tree.map((node) => [node.id, node]));
  const parents = new Set(tree.map((node) => node.parent));
  const kept = isNarrowed(filter) ? keptIds(tree, filter) : null;
  const shown = tree.filter((node) => (!kept || kept.has(node.id)) && !isBelowFold(node, byId, filter.folded));
  return shown.map((node, i) => ({
    node,
    rails: railsOf(shown, i),
    hasChildren: parents.has(node.id),
    isFolded: filter.folded.has(node.id),
  }));
}

/** Markets that get a row of their own below a tactic: where there is more than one. */
export function marketRows(node: TreeNode, market: string): MarketVerdict[] {
  return node.verdicts.length > 1 ? node.verdicts.filter((one) => !market || one.market === market) : [];
}

export interface Scale {
  from: number;
  to: number;
}

function widened(effects: Known[]): Scale {
  const low = Math.min(0, ...effects.map((one) => one.lo));
  const high = Math.max(0, ...effects.map((one) => one.hi));
  const pad = (high - low || 1) * 0.03;
  return { from: low - (low < 0 ? pad : pad * 2), to: high + pad };
}

function isCausal(effect: Known): boolean {
  return effect.grade === 'A' || effect.grade === 'B' || effect.grade === 'C';
}

/** One scale for all bars on the metric `id`: that of grades A to C, so that what proves nothing does not squeeze
    what does. A bar that goes beyond it ends in an arrow. */
export function scaleOf(tree: TreeNode[], id: string): Scale {
  const onIt = tree.filter((node) => node.metric.id === id);
  const all = onIt.flatMap((node) => [shownEffect(node), ...node.verdicts.map((one) => known(one.estimate))]);
  const effects = all.filter((one): one is Known => one !== null);
  const causal = effects.filter(isCausal);
  return widened(causal.length ? causal : effects);
}

/** The metric on which most nodes with a figure are judged. */
export function mainMetric(tree: TreeNode[]): string {
  const votes = new Map<string, number>();
  for (const node of tree) if (node.metric.id && shownEffect(node)) votes.set(node.metric.id, (votes.get(node.metric.id) ?? 0) + 1);
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? tree.find((node) => node.metric.id)?.metric.id ?? '';
}
