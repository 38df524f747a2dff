import { t } from '../../lib/words';
import type { Column } from '../../table/columns';

export const KINDS = ['domain', 'host', 'page', 'campaign', 'landing'];

export const CHANNELS = [
  'direct',
  'organic-search',
  'referral',
  'email',
  'organic-social',
  'organic-video',
  'organic-shopping',
  'ai-assistant',
  'sms',
  'mobile-push',
  'audio',
  'paid-search',
  'paid-social',
  'display',
  'paid-video',
  'paid-shopping',
  'paid-other',
  'cross-network',
  'affiliates',
  'own',
  'unassigned',
];

/** Every column of the table; what the server sorts by is the key of its row. */
export function columnsOf(site: string, hasPaid: boolean): Column[] {
  const number = (key: string, title: string, define: string, width: number, sort: string): Column => ({ key, title, define, min: width, num: true, sort });
  return [
    { key: 'name', title: t('sources.name'), define: t('sources.defName'), min: 190, grow: 2, sort: 'name' },
    { key: 'channel', title: t('sources.ch'), define: t('sources.defChannel'), min: 92, grow: 1, sort: 'channel' },
    number('visits', t('sources.visits'), t('sources.defVisits'), 58, 'visits'),
    number('engaged', t('sources.engaged'), t('sources.defEngaged'), 58, 'engaged'),
    number('share', t('sources.share'), t('sources.defShare'), 92, 'share'),
    { key: 'range', title: t('sources.range', { share: site }), define: t('sources.defRange'), min: 98 },
    number('ga4', t('sources.ga4'), t('sources.defGa4'), 50, 'bounce_ga4'),
    number('plausible', t('sources.plausible'), t('sources.defPlausible'), 56, 'bounce_plausible'),
    number('matomo', t('sources.matomo'), t('sources.defMatomo'), 52, 'bounce_matomo'),
    number('posthog', t('sources.posthog'), t('sources.defPosthog'), 54, 'bounce_posthog'),
    number('unknown', t('sources.unknown'), t('sources.defUnknown'), 58, 'unknown'),
    number('people', t('sources.people'), t('sources.defPeople'), 58, 'people'),
    number('returning', t('sources.returning'), t('sources.defReturning'), 50, 'returning'),
    number('probability', t(hasPaid ? 'sources.probability' : 'sources.probabilitySite'), t(hasPaid ? 'sources.defProbability' : 'sources.defProbabilitySite'), 60, 'probability'),
    number('q', t('sources.q'), t('sources.defQ'), 48, 'q'),
    number('months', t('sources.months'), t('sources.defMonths'), 56, 'months_better'),
    { key: 'standing', title: t('sources.standing'), define: t('sources.defStanding'), min: 74, sort: 'standing' },
    { key: 'landing', title: t('sources.landing'), define: t('sources.defLanding'), min: 140, grow: 1, sort: 'landing' },
  ];
}
