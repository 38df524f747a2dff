import { slugOf } from '../channels';
import { flag, list, number, numberOrNull, record, text, texts, type Raw } from './read';

// GET /api/v1/data, "throughline.data/1".

export interface Spoiled {
  id: string; // node of the plan
  name: string;
  verdict: string;
}

export interface Feed {
  source: string;
  format: string;
  files: number;
  lines: number;
  hits: number;
  rejects: number;
  blank: number;
  newest: string; // ISO day; "" = nothing read yet
  isStale: boolean;
  spoils: Spoiled[];
}

export interface ImportedFile {
  file: string;
  source: string;
  at: string;
  lines: number;
  kept: number;
  rejects: number;
  blank: number;
}

export interface Reason {
  reason: string;
  count: number;
  sources: string[];
}

export interface ChannelRow {
  channel: string;
  visits: number;
  engaged: number;
  unknown: number;
  returning: number;
  conversions: number;
  people: number;
  ga4: number;
  plausible: number;
  matomo: number;
  posthog: number;
}

export interface CollectorState {
  isOn: boolean;
  accepted: number;
  refused: Reason[];
  refusedOrigins: { host: string; count: number }[];
  malformed: number;
  notStored: number;
  passing: number;
  waiting: number; // bytes
  sites: string[];
}

export interface MoneyReconciled {
  source: string;
  currency: string;
  rowsRead: number;
  rowsKept: number;
  read: number; // minor units
  kept: number;
  off: number;
}

export interface DataView {
  feeds: Feed[];
  imports: ImportedFile[];
  quarantine: Reason[];
  bots: Reason[];
  channels: ChannelRow[];
  hasGoals: boolean;
  rows: { read: number; kept: number; rejects: number; blank: number };
  visits: number;
  botVisits: number;
  money: MoneyReconciled[];
  ledger: { ledger: number; tactics: number; unmapped: number; off: number } | null;
  collector: CollectorState | null;
  retention: string[];
  missing: string[];
}

function spoiled(value: unknown): Spoiled {
  if (typeof value === 'string') return { id: value, name: value, verdict: '' };
  const raw = record(value);
  const id = text(raw['id'] ?? raw['node'] ?? raw['tactic']);
  return { id, name: text(raw['name']) || id, verdict: text(raw['verdict']) };
}

function feed(raw: Raw): Feed {
  return {
    source: text(raw['source'] ?? raw['name']),
    format: text(raw['format'] ?? raw['kind']),
    files: number(raw['files']),
    lines: number(raw['lines']),
    hits: number(raw['hits'] ?? raw['kept'] ?? raw['rows']),
    rejects: number(raw['rejects'] ?? raw['quarantined']),
    blank: number(raw['blank']),
    newest: text(raw['newest_day'] ?? raw['newest']),
    isStale: flag(raw['stale']),
    spoils: Array.isArray(raw['spoils']) ? raw['spoils'].map(spoiled) : [],
  };
}

function imported(raw: Raw): ImportedFile {
  return {
    file: text(raw['file'] ?? raw['name'] ?? raw['path']),
    source: text(raw['source']),
    at: text(raw['at'] ?? raw['when']),
    lines: number(raw['lines']),
    kept: number(raw['kept'] ?? raw['hits'] ?? raw['rows']),
    rejects: number(raw['rejects'] ?? raw['quarantined']),
    blank: number(raw['blank']),
  };
}

// A reason is one figure whatever feed it came from: its rows are counted together.
function reasons(value: unknown): Reason[] {
  const inner = Array.isArray(value) ? value : (record(value)['reasons'] ?? record(value)['by_reason']);
  const together = new Map<string, Reason>();
  for (const raw of list(inner)) {
    const reason = text(raw['reason']);
    const known = together.get(reason);
    const source = text(raw['source']);
    together.set(reason, {
      reason,
      count: (known?.count ?? 0) + number(raw['count'] ?? raw['visits'] ?? raw['lines'] ?? raw['rows']),
      sources: [...(known?.sources ?? []), ...(source ? [source] : [])],
    });
  }
  return [...together.values()].sort((a, b) => b.count - a.count);
}

function channelRow(raw: Raw): ChannelRow {
  const bounces = record(raw['bounces']);
  const bounce = (name: string) => number(raw[`bounce_${name}`] ?? bounces[name]);
  return {
    channel: slugOf(text(raw['channel'])),
    visits: number(raw['visits']),
    engaged: number(raw['engaged']),
    unknown: number(raw['unknown']),
    returning: number(raw['returning']),
    conversions: number(raw['conversions']),
    people: number(raw['people']),
    ga4: bounce('ga4'),
    plausible: bounce('plausible'),
    matomo: bounce('matomo'),
    posthog: bounce('posthog'),
  };
}

function counts(value: unknown): { host: string; count: number }[] {
  if (Array.isArray(value)) return list(value).map((raw) => ({ host: text(raw['origin'] ?? raw['host']), count: number(raw['count'] ?? raw['requests'] ?? raw['events']) }));
  return Object.entries(record(value)).map(([host, count]) => ({ host, count: number(count) }));
}

function collector(value: unknown): CollectorState | null {
  if (value === null || value === undefined) return null;
  const raw = record(value);
  const origins = raw['refused_origins'] ?? raw['refused_by_origin'] ?? raw['refused'];
  return {
    isOn: raw['on'] === undefined ? true : flag(raw['on']),
    accepted: number(raw['accepted']),
    refused: Object.entries(record(raw['refused_by_reason'] ?? raw['refusals'])).map(([reason, count]) => ({ reason, count: number(count), sources: [] })),
    refusedOrigins: counts(origins).sort((a, b) => b.count - a.count),
    malformed: number(raw['malformed']),
    notStored: number(raw['not_stored']),
    passing: number(raw['passing']),
    waiting: number(raw['waiting']),
    sites: texts(raw['sites']),
  };
}

function money(raw: Raw): MoneyReconciled {
  return {
    source: text(raw['source']),
    currency: text(raw['currency']),
    rowsRead: number(raw['rows_read']),
    rowsKept: number(raw['rows_kept']),
    read: number(raw['amount_read'] ?? raw['read_minor']),
    kept: number(raw['amount_kept'] ?? raw['kept_minor']),
    off: number(raw['off']),
  };
}

function ledger(value: unknown): DataView['ledger'] {
  const raw = record(value);
  const whole = numberOrNull(raw['ledger_minor'] ?? record(raw['ledger'])['minor'] ?? raw['ledger']);
  if (whole === null) return null;
  return { ledger: whole, tactics: number(raw['tactics_minor'] ?? raw['tactics']), unmapped: number(raw['unmapped_minor'] ?? raw['unmapped']), off: number(raw['off']) };
}

export function readData(answer: unknown): DataView {
  const raw = { ...record(record(answer)['totals']), ...record(answer) };
  const feeds = list(raw['feeds']).map(feed);
  const sum = (of: (row: Feed) => number) => feeds.reduce((total, row) => total + of(row), 0);
  const reconciliation = record(raw['reconciliation']);
  const rows = record(reconciliation['rows']);
  const bots = reasons(raw['bots']);
  const channels = list(raw['channels']).map(channelRow);
  const moneyRows = Array.isArray(reconciliation['money']) ? reconciliation['money'] : raw['money'];
  return {
    feeds,
    imports: list(raw['imports']).map(imported),
    quarantine: reasons(raw['quarantine'] ?? raw['quarantined']),
    bots,
    channels,
    hasGoals: raw['has_goals'] === undefined ? channels.some((row) => row.conversions > 0) : flag(raw['has_goals']),
    rows: {
      read: number(rows['read'] ?? rows['lines'] ?? raw['lines'], sum((row) => row.lines)),
      kept: number(rows['kept'] ?? rows['hits'] ?? raw['hits'], sum((row) => row.hits)),
      rejects: number(rows['quarantined'] ?? rows['rejects'] ?? raw['rejects'], sum((row) => row.rejects)),
      blank: number(rows['blank'] ?? raw['blank'], sum((row) => row.blank)),
    },
    visits: number(raw['visits'], channels.reduce((total, row) => total + row.visits, 0)),
    botVisits: number(raw['bot_visits'], bots.reduce((total, row) => total + row.count, 0)),
    money: list(moneyRows).map(money),
    ledger: ledger(record(reconciliation['money'])['ledger_minor'] === undefined ? reconciliation : reconciliation['money']),
    collector: collector(raw['collector']),
    retention: typeof raw['retention'] === 'string' ? [raw['retention']] : texts(raw['retention']),
    missing: texts(raw['missing']),
  };
}

