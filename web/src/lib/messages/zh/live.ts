import type { live as en } from '../en/live';

export const live: Record<keyof typeof en, string> = {};
