import type { signals as en } from '../en/signals';

export const signals: Record<keyof typeof en, string> = {};
