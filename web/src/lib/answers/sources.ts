import { slugOf } from '../channels';
import type { Interval } from '../format';
import { interval, list, number, numberOrNull, record, text, type Raw } from './read';

// GET /api/v1/sources, "throughline.sources/1".

export interface SourceRow {
  id: string; // figure of its visits
  rank: number;
  name: string;
  channel: string;
  landing: string;
  visits: number;
  engaged: number;
  share: Interval | null;
  people: number | null;
  returning: Interval | null;
  unknown: number | null;
  bounces: { ga4: number | null; plausible: number | null; matomo: number | null; posthog: number | null }; // visits
  probability: number | null;
  q: number | null;
  monthsBetter: number | null;
  monthsSeen: number | null;
  standing: string;
}

export interface SourcesView {
  total: number; // of the kind
  matching: number;
  sums: { visits: number; engaged: number; people: number | null };
  siteShare: number;
  hasPaid: boolean;
  rows: SourceRow[];
}

function row(raw: Raw): SourceRow {
  const bounces = record(raw['bounces'] ?? raw['bounce']);
  const bounce = (name: string) => numberOrNull(bounces[name] ?? raw[`bounce_${name}`] ?? raw[`bounced_${name}`]);
  const name = text(raw['name']);
  return {
    id: text(raw['figure'] ?? raw['id']) || `domain:${name}`,
    rank: number(raw['rank']),
    name,
    channel: slugOf(text(raw['channel'])),
    landing: text(raw['landing']),
    visits: number(raw['visits']),
    engaged: number(raw['engaged']),
    share: interval(raw['share'] ?? raw['engaged_share']),
    people: numberOrNull(raw['people']),
    returning: interval(raw['returning']),
    unknown: numberOrNull(raw['unknown']),
    bounces: { ga4: bounce('ga4'), plausible: bounce('plausible'), matomo: bounce('matomo'), posthog: bounce('posthog') },
    probability: numberOrNull(raw['probability']),
    q: numberOrNull(raw['q']),
    monthsBetter: numberOrNull(raw['months_better']),
    monthsSeen: numberOrNull(raw['months_seen']),
    standing: slugOf(text(raw['standing'])),
  };
}

export function readSources(answer: unknown): SourcesView {
  const raw = record(answer);
  const sums = record(raw['sums']);
  const rows = list(raw['rows']).map(row);
  return {
    total: number(raw['total'], rows.length),
    matching: number(raw['matching'], number(raw['total'], rows.length)),
    sums: { visits: number(sums['visits']), engaged: number(sums['engaged']), people: numberOrNull(sums['people']) },
    siteShare: interval(raw['site_share'])?.value ?? 0,
    hasPaid: raw['has_paid'] === undefined ? true : raw['has_paid'] === true,
    rows,
  };
}
