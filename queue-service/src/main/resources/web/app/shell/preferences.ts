import type { Preferences } from '../model';

const KEY = 'countersign.preferences';
const DEFAULTS: Preferences = { singleKeys: true, undoSeconds: 5, theme: 'system', after: 'next' };

export function readPreferences(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    return {
      singleKeys: kept.singleKeys !== false,
      undoSeconds: typeof kept.undoSeconds === 'number' && kept.undoSeconds >= 5 ? kept.undoSeconds : DEFAULTS.undoSeconds,
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
      after: kept.after === 'stay' ? 'stay' : 'next',
    };
  } catch {
    return DEFAULTS;
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Private windows may refuse; then they hold until the page is left.
  }
}

export function applyTheme(theme: Preferences['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
