import { en } from './messages/en';
import { zh } from './messages/zh';
import { view } from './view.svelte';

export type Language = 'en' | 'zh';
export type MessageKey = keyof typeof en;
export type Values = Record<string, string | number>;

const MESSAGES: Record<Language, Record<MessageKey, string>> = { en, zh };

// {n} is the value; {n|feed|feeds} is the first word for one, else the second.
function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_all, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (one === undefined) return String(value ?? '');
    return Number(value) === 1 ? one : (many ?? '');
  });
}

/** Says a message in the language of the view; `values` fill its {placeholders}. */
export function t(key: MessageKey, values: Values = {}): string {
  return filled(MESSAGES[view.language][key], values);
}

/** Says the word for a value of the API, as `verdict.working`; one that has no word yet is shown as it came. */
export function word(kind: string, value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  const key = `${kind}.${value}`;
  return key in en ? t(key as MessageKey) : value;
}
