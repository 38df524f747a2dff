// How the person looks at things: kept in the browser, not in the address, since it is theirs and not the view's.
import type { Language } from './words';

export type Theme = 'light' | 'dark';

const root = document.documentElement;

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing shows the default next time.
  }
}

function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

class View {
  language = $state<Language>(root.lang === 'zh' ? 'zh' : 'en');
  theme = $state<Theme>(root.dataset['theme'] === 'dark' || root.dataset['theme'] === 'light' ? root.dataset['theme'] : systemTheme());

  speak(language: Language): void {
    this.language = language;
    root.lang = language;
    keep('lang', language);
  }

  paint(theme: Theme): void {
    this.theme = theme;
    root.dataset['theme'] = theme;
    keep('theme', theme);
  }
}

export const view = new View();
