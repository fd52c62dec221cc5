/** Single keys and what they do. Off in fields, and off altogether where a person switched them off; each can be another (WCAG 2.1.4). */
export const COMMANDS = {
  approve: 'a', edit: 'e', 'request-changes': 'c', reject: 'r', 'take-over': 't', reassign: 'x', escalate: 'u', undo: 'z',
  next: 'j', previous: 'k', open: 'Enter', filter: '/', claim: 'l',
  tab: 'd', exact: 'p', trail: 'h', help: '?',
} as const satisfies Record<string, string>;

export type Single = keyof typeof COMMANDS;
export type Command = Single | 'mine' | 'team' | 'back' | { readonly source: number };

export type KeyMap = Readonly<Record<string, string>>;

export interface Press {
  readonly key: string;
  readonly modified: boolean;
  readonly inField: boolean;
  /** The key before, where it was `g` and not long ago. */
  readonly afterG: boolean;
}

const NAMED = /^(Arrow(Up|Down|Left|Right)|Home|End|PageUp|PageDown|F([2-9]|10))$/;

/** The key of a command: the person's own, or the usual one. */
export const keyOf = (command: Single, keys: KeyMap): string => keys[command] ?? COMMANDS[command];

/** Which command a key is for, if any. A person's own key goes before another command's usual one. */
export function holderOf(key: string, keys: KeyMap): Single | undefined {
  const all = Object.keys(COMMANDS) as Single[];
  return all.find((command) => keys[command] === key) ?? all.find((command) => keys[command] === undefined && COMMANDS[command] === key);
}

/** Whether a key can stand for a command: one visible character, or a key with a name; digits and `g` have their own use. */
export const isKey = (key: string): boolean => NAMED.test(key) || (/^[^\s\p{C}]$/u.test(key) && !/^[1-9g]$/.test(key));

export function commandOf(press: Press, singleKeys: boolean, keys: KeyMap): Command | undefined {
  if (press.modified) return undefined;
  if (press.key === 'Escape') return 'back';
  if (press.inField || !singleKeys) return undefined;
  if (press.afterG) return press.key === 'm' ? 'mine' : press.key === 't' ? 'team' : undefined;
  if (/^[1-9]$/.test(press.key)) return { source: Number(press.key) };
  return holderOf(press.key, keys);
}

/** Verdicts: a key that is held down, or still down from the review before, gives none. */
export const isVerdict = (command: Command): boolean =>
  command === 'approve' || command === 'reject' || command === 'request-changes' || command === 'take-over' || command === 'escalate';

/** As a key is written on it. */
export const keyName = (key: string): string =>
  ({ ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', PageUp: 'Page up', PageDown: 'Page down' })[key] ?? key;
