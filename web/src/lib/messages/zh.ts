// 全部中文文字，键与 en.ts 相同。
import type { en } from './en';
import { data } from './zh/data';
import { ledger } from './zh/ledger';
import { live } from './zh/live';
import { plan } from './zh/plan';
import { shell } from './zh/shell';
import { signals } from './zh/signals';
import { sources } from './zh/sources';
import { words } from './zh/words';

export const zh: Record<keyof typeof en, string> = { ...shell, ...words, ...ledger, ...plan, ...signals, ...sources, ...live, ...data };
