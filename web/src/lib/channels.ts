// Colours of channels: what was paid for is warm and hatched, what was not is cool and solid. The same table as the report's.

const COLOURS: Record<string, string> = {
  'paid-social': '--c-paid-social',
  'paid-video': '--c-paid-social',
  display: '--c-display',
  'paid-search': '--c-paid-search',
  'paid-shopping': '--c-paid-search',
  'paid-other': '--c-retargeting',
  'cross-network': '--c-retargeting',
  affiliates: '--c-retargeting',
  'organic-search': '--c-organic-search',
  'organic-shopping': '--c-organic-search',
  direct: '--c-direct',
  email: '--c-email',
  sms: '--c-email',
  'mobile-push': '--c-email',
  'organic-social': '--c-partners',
  'organic-video': '--c-partners',
  audio: '--c-partners',
  'ai-assistant': '--c-assistants',
};

const PAID = new Set(['paid-social', 'paid-video', 'display', 'paid-search', 'paid-shopping', 'paid-other', 'cross-network', 'affiliates']);

export function colourOfChannel(channel: string): string {
  return COLOURS[channel] ?? '--c-referral';
}

export function isPaid(channel: string): boolean {
  return PAID.has(channel);
}

/** "paid-social" of "Paid Social". */
export function slugOf(name: string): string {
  return name.trim().toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
