// Every English text of the app, by part. The same keys stand in zh.ts: the types see to it.
import { data } from './en/data';
import { ledger } from './en/ledger';
import { live } from './en/live';
import { plan } from './en/plan';
import { shell } from './en/shell';
import { signals } from './en/signals';
import { sources } from './en/sources';
import { words } from './en/words';

export const en = { ...shell, ...words, ...ledger, ...plan, ...signals, ...sources, ...live, ...data };
