import { isPaid, slugOf } from '../channels';
import type { Interval } from '../format';
import { flag, interval, list, number, numbers, record, text, texts, type Raw } from './read';
import type { PlotMark } from '../../plot/frame';

// GET /api/v1/signals, "throughline.signals/1".

export interface Finding {
  kind: string;
  claim: string;
  rest: string;
  howSure: string;
  likelyWhy: string;
  soWhat: string;
  grade: string | null;
  figure: string; // "" = none of its own
}

export interface Signal {
  id: string; // what adopt takes
  figure: string;
  name: string;
  kind: string;
  channel: string;
  landing: string;
  members: string[];
  memberKind: string;
  engaged: number[]; // a month
  visits: number[];
  better: boolean[];
  engagedVisits: number;
  engagedAMonth: number;
  visitsAll: number;
  people: number;
  share: Interval;
  versus: Interval | null;
  returning: number | null;
  q: number;
  probability: number | null;
  monthsSeen: number;
  monthsBetter: number;
  trend: string;
  tactic: string; // "" = no tactic of the plan is bound to it
  draft: string; // what adopting would write; "" = not told
}

export interface SignalsView {
  headline: string;
  from: string;
  until: string;
  months: string[]; // first days
  visits: number;
  engaged: number;
  people: number;
  hasPaid: boolean;
  falseDiscovery: number;
  siteShare: number;
  sources: number;
  small: number;
  tenth: { name: string; perMonth: number } | null;
  hidden: { sources: number; engaged: number; named: number } | null; // below the top ten
  findings: Finding[];
  marks: PlotMark[];
  signals: Signal[];
  leftOut: { text: string; figure: string }[];
  botVisits: number;
}

function finding(raw: Raw): Finding {
  const words = { ...record(raw['sentences']), ...record(raw['text']), ...raw };
  const grade = text(words['grade']);
  return {
    kind: text(raw['kind'] ?? raw['type']),
    claim: text(words['claim']),
    rest: text(words['rest']),
    howSure: text(words['how_sure']),
    likelyWhy: text(words['likely_why']),
    soWhat: text(words['so_what']),
    grade: grade === '' ? null : grade,
    figure: text(raw['figure'] ?? record(raw['figures'])['figure']),
  };
}

/** The first `n` months from one on, as ISO days. */
export function monthsFrom(first: unknown, n: number): string[] {
  const start = typeof first === 'number' ? first : monthIndex(text(first));
  return Array.from({ length: n }, (_, i) => {
    const month = start + i;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  });
}

function monthIndex(iso: string): number {
  const [year = 0, month = 1] = iso.split('-').map(Number);
  return year * 12 + month - 1;
}

function signal(raw: Raw): Signal {
  const engaged = numbers(raw['engaged'] ?? raw['engaged_by_month']);
  const all = number(raw['engaged_visits'], engaged.reduce((sum, month) => sum + month, 0));
  const seen = number(raw['months_since_seen'], engaged.length || 1);
  const figure = text(raw['figure'] ?? raw['id']);
  return {
    id: text(raw['id'] ?? raw['figure']),
    figure,
    name: text(raw['name']),
    kind: text(raw['kind']),
    channel: slugOf(text(raw['channel'])),
    landing: text(raw['landing']),
    members: Array.isArray(raw['members']) && typeof raw['members'][0] === 'object' ? list(raw['members']).map((member) => text(member['name'])) : texts(raw['members']),
    memberKind: text(raw['member_kind']) || 'domain',
    engaged,
    visits: numbers(raw['visits_by_month']),
    better: numbers(raw['better']).map((month) => month > 0),
    engagedVisits: all,
    engagedAMonth: number(raw['engaged_a_month'], all / Math.max(seen, 1)),
    visitsAll: number(raw['visits']),
    people: number(raw['people']),
    share: interval(raw['share']) ?? { value: 0, low: 0, high: 0 },
    versus: interval(raw['versus']),
    returning: interval(raw['returning'])?.value ?? null,
    q: number(raw['q'], 1),
    probability: interval(raw['probability'])?.value ?? null,
    monthsSeen: number(raw['months_seen']),
    monthsBetter: number(raw['months_better']),
    trend: slugOf(text(raw['trend'])) || 'unknown',
    tactic: text(raw['tactic'] ?? record(raw['tactic'])['id']),
    draft: text(raw['draft']),
  };
}

function mark(raw: Raw, months: number): PlotMark {
  const name = text(raw['name']);
  const channel = slugOf(text(raw['channel']));
  return {
    id: text(raw['id'] ?? raw['figure']) || `domain:${name}`,
    name,
    channel,
    paid: 'paid' in raw ? flag(raw['paid']) : isPaid(channel),
    visits: number(raw['visits']),
    perMonth: number(raw['visits_a_month'], number(raw['visits']) / Math.max(months, 1)),
    share: interval(raw['share'])?.value ?? 0,
    signal: flag(raw['signal']),
    small: flag(raw['small']),
    label: flag(raw['label']),
  };
}

/** The tenth biggest source, below which a top-ten list ends. */
function tenthOf(raw: Raw, months: number): SignalsView['tenth'] {
  const inner = record(raw['tenth'] ?? raw['tenth_source']);
  const name = typeof raw['tenth'] === 'string' ? raw['tenth'] : text(inner['name']);
  const visits = number(inner['visits'], number(raw['tenth_visits']));
  return name === '' || visits === 0 ? null : { name, perMonth: visits / Math.max(months, 1) };
}

export function readSignals(answer: unknown): SignalsView {
  const raw = { ...record(record(answer)['totals']), ...record(answer) };
  const nMonths = number(raw['n_months'] ?? (Array.isArray(raw['months']) ? raw['months'].length : raw['months']));
  const named = number(raw['named_engaged'] ?? record(raw['named'])['engaged']);
  const top = number(raw['top_engaged'] ?? record(raw['top'])['engaged']);
  const sources = number(raw['n_sources'] ?? raw['sources']);
  return {
    headline: text(raw['headline']),
    from: text(raw['from']),
    until: text(raw['until']),
    months: texts(raw['months']).length > 0 ? texts(raw['months']) : monthsFrom(raw['first_month'] ?? raw['from'], nMonths),
    visits: number(raw['visits']),
    engaged: number(raw['engaged']),
    people: number(raw['people']),
    hasPaid: flag(raw['has_paid']),
    falseDiscovery: number(raw['false_discovery'], 0.1),
    siteShare: interval(raw['site_share'])?.value ?? 0,
    sources,
    small: number(raw['n_small']),
    tenth: tenthOf(raw, nMonths),
    hidden: named > 0 && sources > 10 ? { sources: sources - 10, engaged: named - top, named } : null,
    findings: list(raw['findings']).map(finding),
    marks: list(raw['marks']).map((item) => mark(item, nMonths)),
    signals: list(raw['signals']).map(signal),
    leftOut: leftOutOf(raw['left_out']),
    botVisits: number(raw['bot_visits']),
  };
}

/** What an answer says it leaves out: sentences, each perhaps with rows behind it. */
export function leftOutOf(value: unknown): { text: string; figure: string }[] {
  if (!Array.isArray(value)) return [];
  return value.map((item) => (typeof item === 'string' ? { text: item, figure: '' } : { text: text(record(item)['text']), figure: text(record(item)['figure']) }));
}
