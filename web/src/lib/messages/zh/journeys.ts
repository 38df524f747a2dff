import type { journeys as en } from '../en/journeys';

export const journeys: Record<keyof typeof en, string> = {};
